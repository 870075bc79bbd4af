// The nine switches inside Electron's program: how each must stand, the hook of electron-builder that sets the one which
// electron-builder.yml cannot name, and what a finished program says of them.
import path from 'node:path';
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/** True is on. A fuse that a newer Electron has and this table lacks is found by `wrongFuses`. */
export const wanted = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
};

/** Where electron-builder left Electron's program in a folder that it packed. */
export function programIn(folder, platform, name) {
  return path.join(
    folder,
    platform === 'darwin' ? `${name}.app` : platform === 'win32' ? `${name}.exe` : name,
  );
}

/** electron-builder's `afterPack`; it sets the other eight, and signs, after this. */
export default async function setLastFuse({ appOutDir, electronPlatformName, packager }) {
  const name = electronPlatformName === 'linux' ? packager.executableName : packager.appInfo.productFilename;
  await flipFuses(programIn(appOutDir, electronPlatformName, name), {
    version: FuseVersion.V1,
    [FuseV1Options.WasmTrapHandlers]: wanted.WasmTrapHandlers,
  });
}

/** What is wrong with the fuses of a program, a line each. */
export async function wrongFuses(program) {
  const { version: _version, resetAdHocDarwinSignature: _reset, ...wire } = await getCurrentFuseWire(program);
  const lines = [];
  for (const [name, isOn] of Object.entries(wanted)) {
    const state = wire[FuseV1Options[name]];
    if (state !== (isOn ? FuseState.ENABLE : FuseState.DISABLE))
      lines.push(`${name} is not ${isOn ? 'on' : 'off'}`);
  }
  for (const place of Object.keys(wire)) {
    if (FuseV1Options[place] === undefined || !(FuseV1Options[place] in wanted))
      lines.push(`fuse ${place} is not known here: say how it must stand`);
  }
  return lines;
}
