using System.Text;
using System.Text.Json;
using DcepSim.Cli.Benching;
using DcepSim.Experiments;
using DcepSim.Results;

namespace DcepSim.Cli;

/// <summary>Tells a program that watches how far things are: one line of JSON each, on standard error.</summary>
internal sealed class ProgressLines(Terminal terminal) : IProgress<ExperimentProgress>, IProgress<BenchProgress>
{
    private const int AllTold = 2_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private readonly Lock _gate = new();
    private readonly long _began = terminal.Clock.GetTimestamp();
    private TimeSpan _told = TimeSpan.MinValue;
    private int _lines;

    public void Report(ExperimentProgress value) => Tell(value.RunsDone == value.Runs, json =>
    {
        json.WriteNumber("done", value.RunsDone);
        json.WriteNumber("of", value.Runs);
        if (value.Latest is not { } latest)
            return;
        json.WriteNumber("run", latest.Run);
        json.WriteStartObject("metrics");
        foreach (var metric in Metric.All)
        {
            if (metric.ValueIn(latest.Outcome) is var number && double.IsFinite(number))
                json.WriteNumber(metric.Name, number);
        }

        json.WriteEndObject();
    });

    public void Report(BenchProgress value) => Tell(isLast: false, json =>
    {
        json.WriteString("phase", value.Phase);
        json.WriteNumber("done", value.Done);
        json.WriteNumber("of", value.Total);
        if (value.Latency is not { } latency)
            return;
        json.WriteNumber("p50Microseconds", latency.P50);
        json.WriteNumber("p99Microseconds", latency.P99);
    });

    private void Tell(bool isLast, Action<Utf8JsonWriter> write)
    {
        lock (_gate)
        {
            var elapsed = terminal.Clock.GetElapsedTime(_began);
            if (!isLast && _lines > AllTold && _told != TimeSpan.MinValue && elapsed - _told < Pause)
                return;
            _told = elapsed;
            _lines++;
            using var line = new MemoryStream();
            using (var json = new Utf8JsonWriter(line))
            {
                json.WriteStartObject();
                json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 3));
                write(json);
                json.WriteEndObject();
            }

            terminal.Error.WriteLine(Encoding.UTF8.GetString(line.ToArray()));
            terminal.Error.Flush();
        }
    }
}
