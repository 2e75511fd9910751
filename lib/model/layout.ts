/** Where things stand in a package (design, section 3). */
export const PACKAGE_SUFFIX = '.tapebox.zip';
export const FOLDER_SUFFIX = '.tapebox';
export const SIDECAR_SUFFIX = '.tapebox.json';

export const DATA = 'data/';
export const PROJECT = 'data/Project/';
export const ORIGINAL = 'data/Original/';
export const RECALL = 'data/Recall/';
export const NOTES = 'data/Notes/';

export const BAGIT = 'bagit.txt';
export const BAG_INFO = 'bag-info.txt';
export const README = 'README.txt';
export const MANIFEST = 'manifest-sha256.txt';
export const TAG_MANIFEST = 'tagmanifest-sha256.txt';
export const RECORD = 'tapebox/record.json';
export const LINKS = 'tapebox/links.tsv';

/** All tag files of a package, in the order of their bytes, which is the order of the container. */
export const TAG_FILES = [README, BAG_INFO, BAGIT, MANIFEST, TAG_MANIFEST, LINKS, RECORD] as const;

/** Names at the top of `data/` that a project root must not have. */
export const TAKEN_ROOT_NAMES = ['original', 'recall', 'notes', 'transfer'] as const;
