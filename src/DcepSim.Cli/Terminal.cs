namespace DcepSim.Cli;

/// <summary>Where a command line speaks to, and by which clock it tells rates.</summary>
/// <param name="Output">What was asked for.</param>
/// <param name="Error">Progress and complaints.</param>
/// <param name="IsLive">Whether a person watches <paramref name="Error"/>, so that a line may be drawn over.</param>
/// <param name="ShowStackTraces">Whether unexpected failures are told with their stack.</param>
/// <param name="Clock">Tells rates and times.</param>
public sealed record Terminal(TextWriter Output, TextWriter Error, bool IsLive, bool ShowStackTraces, TimeProvider Clock)
{
    /// <summary>Whether a program watches <see cref="Error"/>, so that progress is told in lines of JSON; not, unless set.</summary>
    public bool TellsJson { get; init; }

    /// <summary>The terminal of this process. <c>NO_COLOR</c> makes progress plain; <c>DCEPSIM_PROGRESS=json</c> makes it lines of JSON; <c>DCEPSIM_DEBUG</c> shows stack traces.</summary>
    public static Terminal OfProcess() => new(
        Console.Out,
        Console.Error,
        !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DCEPSIM_DEBUG")),
        TimeProvider.System)
    {
        TellsJson = Environment.GetEnvironmentVariable("DCEPSIM_PROGRESS") == "json",
    };
}
