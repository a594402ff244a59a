using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using DcepSim.Cli;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested; // the second time the system ends the process
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
if (Environment.GetEnvironmentVariable("DCEPSIM_STOP") == "end-of-input")
{
    // Who started this holds its standard input open: closing it, or dying, stops the work like Ctrl-C.
    new Thread(() =>
    {
        while (Console.Read() >= 0)
        {
        }

        stop.Cancel();
    }) { IsBackground = true }.Start();
}

return await CommandLine.RunAsync(args, Terminal.OfProcess(), cancellation: stop.Token).ConfigureAwait(false);

/// <summary>Said here, or the web framework's generator makes it public.</summary>
internal sealed partial class Program;
