using System.Globalization;
using DcepSim.Cli.Screen;
using DcepSim.Experiments;

namespace DcepSim.Cli;

/// <summary>Shows how far the runs are: a bar for a person who watches, a few plain lines otherwise.</summary>
internal sealed class RunProgress : IProgress<ExperimentProgress>, IDisposable
{
    private const int PlainLinesMax = 20;

    private readonly Terminal _terminal;
    private readonly ProgressLines? _lines;
    private readonly LiveBar? _bar;
    private readonly long _began;
    private Tuple<int, int> _reached; // swapped whole: the bar reads it from a thread of its own

    public RunProgress(Terminal terminal, int runs)
    {
        _terminal = terminal;
        _began = terminal.Clock.GetTimestamp();
        _reached = new(0, runs);
        _lines = terminal.TellsJson ? new(terminal) : null;
        if (_lines is not null)
            _lines.Report(new ExperimentProgress(0, runs));
        else if (terminal.IsLive)
            _bar = new(terminal, "runs", () => Describe(_reached.Item1, _reached.Item2));
    }

    public void Report(ExperimentProgress value)
    {
        _reached = new(value.RunsDone, value.Runs);
        if (_lines is not null)
            _lines.Report(value);
        else if (_bar is not null)
            _bar.Show("runs", (double)value.RunsDone / value.Runs);
        else if (value.RunsDone == 1 || IsMilestone(value))
            _terminal.Error.WriteLine($"run {Describe(value.RunsDone, value.Runs)}");
    }

    /// <summary>Leaves the screen clean for what comes after.</summary>
    public void Dispose()
    {
        _bar?.Dispose();
        _terminal.Error.Flush();
    }

    private static bool IsMilestone(ExperimentProgress value) =>
        (long)value.RunsDone * PlainLinesMax / value.Runs > (value.RunsDone - 1L) * PlainLinesMax / value.Runs;

    private string Describe(int done, int of)
    {
        var elapsed = _terminal.Clock.GetElapsedTime(_began).TotalSeconds;
        if (done == 0)
            return string.Create(CultureInfo.InvariantCulture, $"0 of {of}, {Seconds(elapsed)} so far");
        var rate = done / Math.Max(elapsed, 1e-9);
        return string.Create(CultureInfo.InvariantCulture, $"{done} of {of}, {rate:0.0} runs/s, {Seconds((of - done) / rate)} left");
    }

    private static string Seconds(double seconds) => seconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60)} min {seconds % 60:00} s");
}
