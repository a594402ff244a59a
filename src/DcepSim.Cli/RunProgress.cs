using System.Globalization;
using System.Numerics;
using DcepSim.Cli.Screen;
using DcepSim.Experiments;

namespace DcepSim.Cli;

/// <summary>Shows how far the runs are: a bar for a person who watches, a few plain lines otherwise.</summary>
internal sealed class RunProgress : IProgress<ExperimentProgress>, IDisposable
{
    private const int PlainLinesMax = 20;
    private const int SpansOfAllMax = 4;

    private readonly Terminal _terminal;
    private readonly ProgressLines? _lines;
    private readonly LiveBar? _bar;
    private readonly long _began;
    private Reached _reached; // swapped whole: the bar reads it from a thread of its own
    private (int Done, double Seconds) _mark;
    private (int Done, double Seconds) _markBefore;

    public RunProgress(Terminal terminal, int runs)
    {
        _terminal = terminal;
        _began = terminal.Clock.GetTimestamp();
        _reached = new(0, runs, 0);
        _lines = terminal.TellsJson ? new(terminal) : null;
        if (_lines is not null)
            _lines.Report(new ExperimentProgress(0, runs));
        else if (terminal.IsLive)
            _bar = new(terminal, "runs", () => Describe(_reached));
    }

    public void Report(ExperimentProgress value)
    {
        _reached = new(value.RunsDone, value.Runs, Rate(value.RunsDone));
        if (_lines is not null)
            _lines.Report(value);
        else if (_bar is not null)
            _bar.Show("runs", (double)value.RunsDone / value.Runs);
        else if (value.RunsDone == 1 || IsMilestone(value))
            _terminal.Error.WriteLine($"run {Describe(_reached)}");
    }

    /// <summary>Leaves the screen clean for what comes after.</summary>
    public void Dispose()
    {
        _bar?.Dispose();
        _terminal.Error.Flush();
    }

    private static bool IsMilestone(ExperimentProgress value) =>
        (long)value.RunsDone * PlainLinesMax / value.Runs > (value.RunsDone - 1L) * PlainLinesMax / value.Runs;

    // The first runs are compiled while they run: the pace is that of the latest half of the runs, or a little more. Runs side by side end
    // together, and a moment says nothing of their pace: 0 until the time looked at is a good part of all.
    private double Rate(int done)
    {
        var seconds = Elapsed();
        if (BitOperations.IsPow2(done))
            (_markBefore, _mark) = (_mark, (done, seconds));
        var since = seconds - _markBefore.Seconds;
        return _markBefore.Done == 0 || since * SpansOfAllMax < seconds ? 0 : (done - _markBefore.Done) / Math.Max(since, 1e-9);
    }

    private string Describe(Reached reached) => reached.Rate == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{reached.Done} of {reached.Of}, {Seconds(Elapsed())} so far")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{reached.Done} of {reached.Of}, {reached.Rate:0.0} runs/s, {Seconds((reached.Of - reached.Done) / reached.Rate)} left");

    private double Elapsed() => _terminal.Clock.GetElapsedTime(_began).TotalSeconds;

    private static string Seconds(double seconds) => seconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60)} min {seconds % 60:00} s");

    private sealed record Reached(int Done, int Of, double Rate);
}
