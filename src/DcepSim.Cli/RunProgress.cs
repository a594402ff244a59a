using System.Globalization;
using DcepSim.Experiments;

namespace DcepSim.Cli;

/// <summary>Shows how far the runs are: a bar drawn over itself for a person, a few plain lines otherwise.</summary>
internal sealed class RunProgress : IProgress<ExperimentProgress>, IDisposable
{
    private const int BarWidth = 30;
    private const int PlainLinesMax = 20;
    private static readonly TimeSpan Repaint = TimeSpan.FromMilliseconds(100);

    private readonly Terminal _terminal;
    private readonly ProgressLines? _lines;
    private readonly long _began;
    private TimeSpan _painted = TimeSpan.MinValue;
    private int _widest;

    public RunProgress(Terminal terminal, int runs)
    {
        _terminal = terminal;
        _began = terminal.Clock.GetTimestamp();
        _lines = terminal.TellsJson ? new(terminal) : null;
        if (_lines is not null)
            _lines.Report(new ExperimentProgress(0, runs));
        else if (terminal.IsLive)
            Paint(new(0, runs), TimeSpan.Zero);
    }

    public void Report(ExperimentProgress value)
    {
        var elapsed = _terminal.Clock.GetElapsedTime(_began);
        if (_lines is not null)
            _lines.Report(value);
        else if (_terminal.IsLive)
            Paint(value, elapsed);
        else if (value.RunsDone == 1 || IsMilestone(value))
            _terminal.Error.WriteLine(Describe(value, elapsed));
    }

    /// <summary>Leaves the line clean for what comes after.</summary>
    public void Dispose()
    {
        if (_widest > 0)
            _terminal.Error.Write("\r" + new string(' ', _widest) + "\r");
        _terminal.Error.Flush();
    }

    private static bool IsMilestone(ExperimentProgress value) =>
        (long)value.RunsDone * PlainLinesMax / value.Runs > (value.RunsDone - 1L) * PlainLinesMax / value.Runs;

    private static string Describe(ExperimentProgress value, TimeSpan elapsed)
    {
        if (value.RunsDone == 0)
            return string.Create(CultureInfo.InvariantCulture, $"run 0 of {value.Runs}");
        var rate = value.RunsDone / Math.Max(elapsed.TotalSeconds, 1e-9);
        var left = (value.Runs - value.RunsDone) / rate;
        return string.Create(CultureInfo.InvariantCulture, $"run {value.RunsDone} of {value.Runs}, {rate:0.0} runs/s, {Seconds(left)} left");
    }

    private static string Seconds(double seconds) => seconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60)} min {seconds % 60:00} s");

    private void Paint(ExperimentProgress value, TimeSpan elapsed)
    {
        if (value.RunsDone < value.Runs && _painted != TimeSpan.MinValue && elapsed - _painted < Repaint)
            return;
        _painted = elapsed;
        var filled = (int)((long)BarWidth * value.RunsDone / value.Runs);
        var line = $"[{new string('#', filled)}{new string('-', BarWidth - filled)}] {Describe(value, elapsed)}";
        _terminal.Error.Write("\r" + line.PadRight(_widest));
        _terminal.Error.Flush();
        _widest = Math.Max(_widest, line.Length);
    }
}
