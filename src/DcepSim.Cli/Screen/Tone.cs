namespace DcepSim.Cli.Screen;

/// <summary>How a line is meant, where a terminal shows colours.</summary>
internal enum Tone
{
    Plain,
    Title,
    Good,
    Bad,
    Quiet,
}
