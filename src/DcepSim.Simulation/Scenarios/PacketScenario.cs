namespace DcepSim.Simulation.Scenarios;

/// <summary>A face value and how many packets bear it.</summary>
/// <param name="Face">The packet's value, at least one yuan. File field <c>faceYuan</c>.</param>
/// <param name="Count">How many, at least 1.</param>
public sealed record PacketScenario(Amount Face, int Count);
