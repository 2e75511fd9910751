/** The memory file system answers as the real one does: one script of calls, run over both. */
import nodeFs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { FileSystem } from '../../lib/ports/file-system.js';
import { readWhole, removeTree, writeNew } from '../../lib/ports/files.js';
import { nodeFileSystem } from '../../lib/ports/node-file-system.js';
import { memoryFileSystem } from './memory-file-system.js';

const text = (value: string) => Buffer.from(value);

/** What each call answers: a value, or the errno. */
function answers(fs: FileSystem, top: string): unknown[] {
  const found: unknown[] = [];
  const ask = (call: () => unknown) => {
    try {
      found.push(call() ?? null);
    } catch (error) {
      found.push((error as { code?: string }).code);
    }
  };
  const p = (name: string) => `${top}/${name}`;
  const whole = (name: string) => () => readWhole(fs, p(name), 100).toString();
  const kind = (name: string) => () => fs.look(p(name)).kind;
  const names = (name: string) => () =>
    fs
      .list(p(name))
      .map((entry) => `${entry.name} ${entry.kind}`)
      .sort();

  ask(() => fs.makeFolder(p('a')));
  ask(() => fs.makeFolder(p('a')));
  ask(() => fs.makeFolder(p('none/b')));
  ask(() => writeNew(fs, p('a/x'), text('hello')));
  ask(() => writeNew(fs, p('a/x'), text('again')));
  ask(() => writeNew(fs, p('a/x/y'), text('below a file')));
  ask(whole('a/x'));
  ask(whole('a/none'));
  ask(() => readWhole(fs, p('a/x'), 2));
  ask(() => fs.makeLink('x', p('a/link')));
  ask(() => fs.makeLink('a', p('folder-link')));
  ask(() => fs.makeLink('nowhere', p('dangling')));
  ask(() => fs.makeLink('loop', p('loop')));
  ask(() => fs.readLink(p('a/link')));
  ask(() => fs.readLink(p('a/x')));
  ask(whole('a/link'));
  ask(whole('folder-link/x'));
  ask(kind('a/link'));
  ask(() => fs.follow(p('a/link')).kind);
  ask(() => fs.follow(p('dangling')));
  ask(() => fs.follow(p('loop')));
  ask(() => fs.realPath(p('folder-link/link')).slice(fs.realPath(top).length));
  ask(() => fs.link(p('a/x'), p('a/second')));
  ask(() => fs.link(p('a/x'), p('a/second')));
  ask(() => fs.look(p('a/x')).links);
  ask(() => fs.rename(p('a/second'), p('a/third')));
  ask(() => fs.rename(p('a/none'), p('a/fourth')));
  ask(() => fs.removeFolder(p('a')));
  ask(() => fs.remove(p('a/third')));
  ask(() => fs.look(p('a/x')).links);
  ask(() => fs.setTime(p('a/x'), 1_700_000_000_123_456_000n));
  ask(() => fs.look(p('a/x')).mtimeNs / 1000n);
  ask(() => fs.setMode(p('a/x'), 0o640));
  ask(() => fs.look(p('a/x')).mode);
  ask(() => fs.makeFolder(p('b')));
  ask(() => fs.rename(p('b'), p('c')));
  ask(() => fs.rename(p('c'), p('a/x')));
  ask(names('a'));
  ask(names('a/x'));
  ask(() => fs.flushFolder(p('a')));
  ask(() => fs.remove(p('none')));
  ask(() => removeTree(fs, p('a')));
  ask(kind('a'));
  ask(names('.'));
  return found;
}

describe('the memory file system', () => {
  it('answers as the real one', () => {
    const folder = nodeFs.mkdtempSync(path.join(os.tmpdir(), 'tapebox-memory-'));
    try {
      const memory = memoryFileSystem();
      memory.makeFolder('/top');
      expect(answers(memory, '/top')).to.deep.equal(answers(nodeFileSystem, folder));
    } finally {
      nodeFs.rmSync(folder, { recursive: true });
    }
  });

  it('keeps what was written at any place, and reads short at the end', () => {
    const fs = memoryFileSystem();
    fs.put('/deep/er/file', text('0123456789'));
    const handle = fs.open('/deep/er/file', 'change');
    fs.write(handle, text('ab'), 0, 2, 12);
    const buffer = Buffer.alloc(20);
    expect(fs.read(handle, buffer, 0, 20, 8)).to.equal(6);
    expect(buffer.toString('latin1', 0, 6)).to.equal('89\0\0ab');
    fs.close(handle);
    expect(() => fs.lookAt(handle)).to.throw();
    expect(fs.tree()).to.deep.equal(['deep/', 'deep/er/', 'deep/er/file']);
  });
});
