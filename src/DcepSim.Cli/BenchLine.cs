using System.Globalization;
using DcepSim.Cli.Benching;
using DcepSim.Cli.Screen;

namespace DcepSim.Cli;

/// <summary>Shows how far a benchmark is: a bar for a person who watches, a line for each phase otherwise.</summary>
internal sealed class BenchLine : IProgress<BenchProgress>, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Terminal _terminal;
    private readonly ProgressLines? _lines;
    private readonly LiveBar? _bar;
    private BenchProgress _latest;
    private long _began;

    public BenchLine(Terminal terminal)
    {
        _terminal = terminal;
        _lines = terminal.TellsJson ? new(terminal) : null;
        _bar = terminal.IsLive && _lines is null ? new(terminal, "getting ready", Describe) : null;
    }

    public void Report(BenchProgress value)
    {
        lock (_gate)
        {
            if (value.Phase != _latest.Phase)
            {
                _began = _terminal.Clock.GetTimestamp();
                if (_lines is null && _bar is null)
                    _terminal.Error.WriteLine(value.Phase);
            }

            _latest = value;
            _lines?.Report(value);
            _bar?.Show(value.Phase, value.Total == 0 ? null : (double)value.Done / value.Total);
        }
    }

    /// <summary>Leaves the screen clean for what comes after.</summary>
    public void Dispose()
    {
        _bar?.Dispose();
        _terminal.Error.Flush();
    }

    private string Describe()
    {
        lock (_gate)
        {
            var seconds = _terminal.Clock.GetElapsedTime(_began).TotalSeconds;
            if (_latest.Done == 0 || _latest.Total == 0 || seconds <= 0)
                return "";
            var rate = _latest.Done / seconds;
            return string.Create(CultureInfo.InvariantCulture, $"{_latest.Done:N0}, {rate / 1e6:0.00} M/s, {Math.Max(0, _latest.Total - _latest.Done) / rate:0} s left");
        }
    }
}
