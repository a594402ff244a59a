using System.Collections.Immutable;

namespace DcepSim.Web.Serve;

/// <summary>A work as it stands at one moment. Immutable.</summary>
public sealed record WorkView
{
    /// <summary>Its number, from 1.</summary>
    public required int Id { get; init; }

    /// <summary>What it does.</summary>
    public required WorkKind Kind { get; init; }

    /// <summary>What it does it to: a scenario's name, or two results' names.</summary>
    public required string Subject { get; init; }

    /// <summary>What it was asked, as one would type it.</summary>
    public required string CommandLine { get; init; }

    /// <summary>The name of the result it makes; null for none.</summary>
    public string? Result { get; init; }

    /// <summary>Where it stands.</summary>
    public WorkState State { get; init; }

    /// <summary>Everything it told, in order; thinned out where there is very much.</summary>
    public ImmutableList<WorkPoint> Points { get; init; } = [];

    /// <summary>What it wrote to standard output, up to a limit.</summary>
    public string Output { get; init; } = "";

    /// <summary>What it complained of.</summary>
    public string Complaint { get; init; } = "";

    /// <summary>What it told last; null for nothing yet.</summary>
    public WorkPoint? Latest => Points.Count == 0 ? null : Points[^1];

    /// <summary>Done of all, 0 to 1; null while that is not known.</summary>
    public double? Share => State == WorkState.Done ? 1 : Latest is { Of: > 0 } point ? (double)point.Done / point.Of : null;

    /// <summary>Done a second in the present phase; null before anything is.</summary>
    public double? Rate
    {
        get
        {
            if (Latest is not { } latest)
                return null;
            var first = Points.Find(point => point.Phase == latest.Phase)!;
            var (done, seconds) = Kind == WorkKind.Bench ? (latest.Done - first.Done, latest.Seconds - first.Seconds) : (latest.Done, latest.Seconds);
            return done > 0 && seconds > 0 ? done / seconds : null;
        }
    }

    /// <summary>Seconds left in the present phase, if it goes on like this; null while that is not known.</summary>
    public double? SecondsLeft => State == WorkState.Going && Rate is { } rate && Latest is { Of: > 0 } point ? (point.Of - point.Done) / rate : null;
}
