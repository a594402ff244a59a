using System.Globalization;
using DcepSim.Cli.Benching;

namespace DcepSim.Cli;

/// <summary>Shows how far a benchmark is: a line drawn over itself for a person, one for each phase otherwise.</summary>
internal sealed class BenchLine(Terminal terminal) : IProgress<BenchProgress>, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ProgressLines? _lines = terminal.TellsJson ? new(terminal) : null;
    private string _phase = "";
    private int _widest;

    public void Report(BenchProgress value)
    {
        lock (_gate)
        {
            if (_lines is not null)
                _lines.Report(value);
            else if (terminal.IsLive)
                Paint(value);
            else if (value.Phase != _phase)
                terminal.Error.WriteLine(value.Phase);
            _phase = value.Phase;
        }
    }

    /// <summary>Leaves the line clean for what comes after.</summary>
    public void Dispose()
    {
        if (_widest > 0)
            terminal.Error.Write("\r" + new string(' ', _widest) + "\r");
        terminal.Error.Flush();
    }

    private void Paint(BenchProgress value)
    {
        var line = value.Total == 0 ? value.Phase : string.Create(CultureInfo.InvariantCulture, $"{value.Phase}: {value.Done:N0} of {value.Total:N0}");
        terminal.Error.Write("\r" + line.PadRight(_widest));
        terminal.Error.Flush();
        _widest = Math.Max(_widest, line.Length);
    }
}
