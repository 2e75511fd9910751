#!/usr/bin/env bash
# The foreign programs that the tests hold packages against. Where one is absent its tests are skipped, and say so.
# `npm run test:slow` requires them all: --all installs bsdtar too, which is left out otherwise, since every program that
# finds it then unpacks with it (docs/decisions/005).
set -euo pipefail
missing=()
need() { command -v "$1" > /dev/null || missing+=("$2"); }
need unzip unzip
need 7z p7zip-full
if [ "${1:-}" = --all ]; then
  need bsdtar libarchive-tools
  need ardour7-lua ardour
fi
need python3 python3
need sha256sum coreutils
need sox sox
need chromium chromium
need time time
[ ${#missing[@]} -eq 0 ] && exit 0
command -v apt-get > /dev/null || { echo "missing: ${missing[*]}"; exit 1; }
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
