using Spectre.Console;

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

    private const int ColumnsMin = 60;
    private const int ColumnsMax = 100;

    /// <summary>Whether a person watches <see cref="Output"/>, so that tables and charts may be drawn in colour; not, unless set.</summary>
    public bool IsOutputLive { get; init; }

    /// <summary>How many columns may be used; 80, unless set.</summary>
    public int Columns { get; init; } = 80;

    /// <summary>The terminal of this process. <c>NO_COLOR</c> and <c>TERM=dumb</c> make everything plain; <c>DCEPSIM_PROGRESS=json</c> makes it lines of JSON; <c>DCEPSIM_DEBUG</c> shows stack traces.</summary>
    public static Terminal OfProcess() => new(
        Console.Out,
        Console.Error,
        !Console.IsErrorRedirected && MayDraw(),
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DCEPSIM_DEBUG")),
        TimeProvider.System)
    {
        TellsJson = Environment.GetEnvironmentVariable("DCEPSIM_PROGRESS") == "json",
        IsOutputLive = !Console.IsOutputRedirected && MayDraw(),
        Columns = Console.IsOutputRedirected && Console.IsErrorRedirected ? ColumnsMin : Math.Clamp(Console.WindowWidth, ColumnsMin, ColumnsMax),
    };

    /// <summary>Draws on one of the two writers.</summary>
    internal IAnsiConsole ScreenOn(TextWriter writer)
    {
        // The sixteen colours of the terminal's own theme can be read on light and dark alike.
        var screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(writer),
        });
        screen.Profile.Width = Columns;
        screen.Profile.Capabilities.Unicode = true;
        return screen;
    }

    private static bool MayDraw() => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
