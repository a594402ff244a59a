namespace DcepSim.LoadTests.Targets;

/// <summary>One program to run, and the figures that are wanted of it.</summary>
/// <param name="Name">What to call it on the command line.</param>
/// <param name="Line">What it measures, in words.</param>
/// <param name="Arguments">What the program is told; without the folder.</param>
/// <param name="Figures">What is wanted.</param>
internal sealed record Measurement(string Name, string Line, string[] Arguments, params Figure[] Figures)
{
    /// <summary>Whether it is the tool <c>dcepsim</c> that runs; else this program.</summary>
    public bool IsTool => Arguments[0] == "bench";

    /// <summary>Whether it writes to a disk, and so is told a folder.</summary>
    public bool HasFolder => Arguments[0] != "kernel" && !Arguments.Contains("none");

    public string Command => $"{(IsTool ? "dcepsim" : "DcepSim.LoadTests")} {string.Join(' ', Arguments)}";
}
