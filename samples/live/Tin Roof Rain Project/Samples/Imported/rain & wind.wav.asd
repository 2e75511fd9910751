made again by Live, unless its warp markers were saved
