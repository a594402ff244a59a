namespace DcepSim.Simulation.Scenarios;

/// <summary>One thing that is wrong with a scenario.</summary>
/// <param name="Path">Where: the field's path, such as <c>campaign.packets[0].faceYuan</c>; empty for the file as a whole.</param>
/// <param name="Message">What is wrong, with the value found and the range allowed.</param>
public sealed record ScenarioFault(string Path, string Message);
