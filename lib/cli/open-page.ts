/** Shows a page with the program that the system has for it (`recall --open`). Never fails: the page is there either way. */
import { pathToFileURL } from 'node:url';

export interface Desktop {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Starts the system's program for an address, and rejects where there is none. */
  launch(address: string): Promise<unknown>;
}

export const thisDesktop = (): Desktop => ({
  platform: process.platform,
  environment: process.env,
  launch: async (address) => (await import('open')).default(address),
});

/** What was done, as a sentence. */
export async function openPage(path: string, { platform, environment, launch }: Desktop): Promise<string> {
  const byHand = `open this file in a browser yourself: ${path}`;
  if (!hasDesktop(platform, environment)) return `not opened: there is no desktop here; ${byHand}`;
  try {
    // As an address every sign of a name is encoded: none can be read as an option or a command.
    await launch(pathToFileURL(path).href);
    return `opened      ${path}`;
  } catch {
    return `not opened: the system has no program for it; ${byHand}`;
  }
}

/** Elsewhere a program that shows pages is part of the system. */
function hasDesktop(platform: NodeJS.Platform, environment: Desktop['environment']): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return ['DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME'].some((name) => (environment[name] ?? '') !== '');
}
