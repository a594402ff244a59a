using System.Diagnostics;
using System.Text;

namespace DcepSim.Web.Serve;

/// <summary>One piece of work, done by a process of its own at lower priority, so that pages answer at once whatever it does.</summary>
/// <remarks>Its standard input stays open while it is wanted: closing it, or the end of this process, stops it.</remarks>
internal sealed class Work
{
    private const int OutputMax = 1 << 16;
    private const int PointsMax = 4_000;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _complaint = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WorkView _view;
    private bool _isStopped;

    private Work(WorkView view, Process process) => (_view, _process) = (view, process);

    /// <summary>How it stands.</summary>
    public WorkView View
    {
        get
        {
            lock (_gate)
                return _view;
        }
    }

    /// <summary>Ends when the process has ended and the view says how.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Starts it.</summary>
    /// <param name="view">What it is.</param>
    /// <param name="program">The program and what stands before its arguments.</param>
    /// <param name="arguments">What it is asked.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static Work Start(WorkView view, IReadOnlyList<string> program, IEnumerable<string> arguments)
    {
        string[] polite = Nice is { } nice ? [nice, "-n", "10"] : [];
        string[] line = [.. polite, .. program, .. arguments];
        var start = new ProcessStartInfo(line[0], line.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["DCEPSIM_PROGRESS"] = "json";
        start.Environment["DCEPSIM_STOP"] = "end-of-input";
        start.Environment["NO_COLOR"] = "1";
        var process = Process.Start(start)!;
        if (Nice is null)
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        var work = new Work(view, process);
        work.Ended = work.WatchAsync();
        return work;
    }

    /// <summary>Asks it to stop; ends it by force if it does not within half a minute.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_isStopped || _view.State != WorkState.Going)
                return;
            _isStopped = true;
            _process.StandardInput.Close(); // under the lock: as long as it goes the process is not disposed of
        }

        _ = EndByForceAsync();
    }

    /// <summary>Waits until the view is another than the one seen.</summary>
    /// <param name="seen">The view one has; null to get the present one at once.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<WorkView> NextAsync(WorkView? seen, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (!ReferenceEquals(_view, seen))
                    return _view;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static string? Nice { get; } = new[] { "/usr/bin/nice", "/bin/nice" }.FirstOrDefault(File.Exists);

    private async Task WatchAsync()
    {
        try
        {
            await Task.WhenAll(ReadOutputAsync(), ReadProgressAsync(), _process.WaitForExitAsync()).ConfigureAwait(false);
        }
        finally
        {
            Change(view => view with
            {
                State = _process.ExitCode == 0 ? WorkState.Done : _isStopped ? WorkState.Stopped : WorkState.Failed,
                Output = _output.ToString(),
                Complaint = _complaint.ToString(),
            });
            _process.Dispose();
        }
    }

    private async Task EndByForceAsync()
    {
        await Task.WhenAny(Ended, Task.Delay(Grace)).ConfigureAwait(false);
        if (!Ended.IsCompleted)
            _process.Kill(entireProcessTree: true);
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
            Keep(_output, line);
    }

    private async Task ReadProgressAsync()
    {
        while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith('{') && WorkPointText.Read(line) is { } point)
                Change(view => view with { Points = Thinned(view.Points.Add(point)) });
            else
                Keep(_complaint, line);
        }
    }

    private static void Keep(StringBuilder text, string line)
    {
        if (text.Length + line.Length < OutputMax)
            text.Append(line).Append('\n');
    }

    private static System.Collections.Immutable.ImmutableList<WorkPoint> Thinned(System.Collections.Immutable.ImmutableList<WorkPoint> points) =>
        points.Count <= PointsMax ? points : [.. points.Where((_, place) => place % 2 == 0 || place == points.Count - 1)];

    private void Change(Func<WorkView, WorkView> change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _view = change(_view);
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }
}
