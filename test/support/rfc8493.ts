/** A validator of bags, straight from RFC 8493 and nothing else: no line of the product is used here. */
import { createHash } from 'node:crypto';
import nodeFs from 'node:fs';
import path from 'node:path';

/** Why the folder is no valid bag; empty where it is one. */
export function bagProblems(bag: string): string[] {
  const problems: string[] = [];
  const read = (name: string): string | null => {
    const file = path.join(bag, name);
    return nodeFs.existsSync(file) ? nodeFs.readFileSync(file, 'utf8') : null;
  };
  // 2.1.1: exactly two lines, in this order; no byte order mark.
  if (!/^BagIt-Version: 1\.0\r?\nTag-File-Character-Encoding: UTF-8\r?\n?$/.test(read('bagit.txt') ?? ''))
    problems.push('bagit.txt');
  const top = nodeFs.readdirSync(bag);
  // 2.1.2: the payload directory must be there.
  if (!nodeFs.statSync(path.join(bag, 'data'), { throwIfNoEntry: false })?.isDirectory()) problems.push('no data/');
  const payload = filesBelow(bag, 'data');
  const manifests = top.filter((name) => /^manifest-[a-z0-9]+\.txt$/.test(name));
  if (manifests.length === 0) problems.push('no payload manifest'); // 2.1.3
  for (const name of manifests) {
    const listed = checkManifest(bag, name, read(name) ?? '', problems);
    // 3: complete means that every payload file is listed, in every manifest.
    for (const file of payload) if (!listed.has(file)) problems.push(`${name} does not list ${file}`);
    for (const file of listed) if (!file.startsWith('data/')) problems.push(`${name} lists ${file}`);
  }
  for (const name of top.filter((one) => /^tagmanifest-[a-z0-9]+\.txt$/.test(one))) {
    const listed = checkManifest(bag, name, read(name) ?? '', problems);
    for (const file of listed)
      if (file.startsWith('data/') || file.startsWith('tagmanifest-')) problems.push(`${name} lists ${file}`);
    for (const manifest of manifests) if (!listed.has(manifest)) problems.push(`${name} does not list ${manifest}`);
  }
  problems.push(...infoProblems(read('bag-info.txt') ?? '', bag, payload));
  return problems;
}

/** 2.1.3 and 2.2.1: checksum, white space, path; LF, CR and % of a path percent-encoded; each path once. */
function checkManifest(bag: string, name: string, text: string, problems: string[]): Set<string> {
  const algorithm = /-([a-z0-9]+)\.txt$/.exec(name)?.[1] ?? '';
  const listed = new Set<string>();
  for (const line of text.split(/\r\n|\n|\r/).filter((one) => one !== '')) {
    const match = /^([0-9a-fA-F]+)[ \t]+\*?(.+)$/.exec(line);
    if (match === null) {
      problems.push(`${name}: ${line}`);
      continue;
    }
    const file = (match[2] as string).replace(/%(0A|0D|25)/gi, (code) => decodeURIComponent(code));
    if (listed.has(file)) problems.push(`${name} lists ${file} twice`);
    listed.add(file);
    // 5.1: no path may lead out of the bag.
    if (file.startsWith('/') || file.startsWith('~') || file.split('/').some((part) => part === '..' || part === '.'))
      problems.push(`unsafe: ${file}`);
    const absolute = path.join(bag, file);
    if (!nodeFs.existsSync(absolute)) problems.push(`${file} is missing`);
    else if (createHash(algorithm).update(nodeFs.readFileSync(absolute)).digest('hex') !== match[1]?.toLowerCase())
      problems.push(`${file} is damaged`);
  }
  return listed;
}

/** 2.2.2: labels, a colon, one blank or tab; continuation lines are indented; Payload-Oxum once, and right. */
function infoProblems(text: string, bag: string, payload: readonly string[]): string[] {
  const lines = text.split(/\r\n|\n|\r/).filter((one) => one !== '');
  const wrong = lines.filter((line) => !/^([^\s:][^:]*:[ \t]|[ \t])/.test(line)).map((line) => `bag-info.txt: ${line}`);
  const bytes = payload.reduce((sum, file) => sum + nodeFs.statSync(path.join(bag, file)).size, 0);
  const oxum = lines.filter((line) => line.startsWith('Payload-Oxum:'));
  if (oxum.length > 1 || (oxum[0] ?? '') !== `Payload-Oxum: ${bytes}.${payload.length}`) wrong.push(`${oxum}`);
  return wrong;
}

export function filesBelow(root: string, folder: string): string[] {
  return nodeFs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(root, file) : [file];
  });
}
