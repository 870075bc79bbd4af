// The PowerShell program that hands bytes to the Windows spooler as they are, by its documented functions (winspool.drv:
// OpenPrinterW, StartDocPrinterW with the data type RAW, WritePrinter). It never lays anything out.

/**
 * What it speaks, one line or frame at a time. It says `ready`, `ok BYTES`, or `error CODE`, the code being Windows'.
 * It is sent frames: four bytes of length, low byte first, then so many bytes. The length 0 ends the document and prints
 * it; 0xFFFFFFFF throws it away, so that nothing of it comes out later.
 */
export const SPOOLER_ABORT = 0xffffffff;

const SOURCE = String.raw`
$ErrorActionPreference = 'Stop'
Add-Type -TypeDefinition @'
using System;
using System.IO;
using System.Runtime.InteropServices;
public static class RawPrinter {
  [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
  public class DocInfo1 { public string pDocName; public string pOutputFile; public string pDatatype; }
  [DllImport("winspool.drv", EntryPoint = "OpenPrinterW", SetLastError = true, CharSet = CharSet.Unicode)]
  static extern bool OpenPrinter(string name, out IntPtr printer, IntPtr defaults);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool ClosePrinter(IntPtr printer);
  [DllImport("winspool.drv", EntryPoint = "StartDocPrinterW", SetLastError = true, CharSet = CharSet.Unicode)]
  static extern int StartDocPrinter(IntPtr printer, int level, [In] DocInfo1 document);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool EndDocPrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool StartPagePrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool EndPagePrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool AbortPrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool WritePrinter(IntPtr printer, byte[] bytes, int count, out int written);
  static bool Fill(Stream from, byte[] into, int count) {
    for (int at = 0; at < count; ) {
      int read = from.Read(into, at, count - at);
      if (read <= 0) return false;
      at += read;
    }
    return true;
  }
  static int Fail(string step) { Console.Out.WriteLine("error " + Marshal.GetLastWin32Error() + " " + step); return 1; }
  public static int Run(string name) {
    IntPtr printer;
    if (!OpenPrinter(name, out printer, IntPtr.Zero)) return Fail("OpenPrinter");
    DocInfo1 document = new DocInfo1 { pDocName = "Counterfoil", pDatatype = "RAW" };
    if (StartDocPrinter(printer, 1, document) == 0) { int code = Fail("StartDocPrinter"); ClosePrinter(printer); return code; }
    StartPagePrinter(printer);
    Console.Out.WriteLine("ready");
    Stream input = Console.OpenStandardInput();
    byte[] head = new byte[4];
    bool isAborted = true;
    while (Fill(input, head, 4)) {
      uint length = BitConverter.ToUInt32(head, 0);
      if (length == 0) { isAborted = false; break; }
      if (length == 0xffffffff) break;
      byte[] bytes = new byte[length];
      if (!Fill(input, bytes, (int)length)) break;
      int written;
      if (!WritePrinter(printer, bytes, bytes.Length, out written)) { Fail("WritePrinter"); break; }
      Console.Out.WriteLine("ok " + written);
    }
    if (isAborted) AbortPrinter(printer);
    else { EndPagePrinter(printer); EndDocPrinter(printer); Console.Out.WriteLine("done"); }
    ClosePrinter(printer);
    return 0;
  }
}
'@
exit [RawPrinter]::Run([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('NAME')))
`;

/** The program and its arguments for one document on the printer of this name, as Windows shows it. */
export function spoolerProgram(printerName: string): { file: string; args: string[] } {
  // As base64: a name may hold anything, and must never be read as a part of the program.
  const source = SOURCE.replace('NAME', Buffer.from(printerName, 'utf8').toString('base64'));
  const encoded = Buffer.from(source, 'utf16le').toString('base64');
  const quiet = ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass'];
  return { file: 'powershell.exe', args: [...quiet, '-EncodedCommand', encoded] };
}
