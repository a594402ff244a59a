namespace DcepSim.Simulation.Mechanisms;

/// <summary>One packet of a package that was won.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Amount">What is in it; zero for a right without money.</param>
/// <param name="IsFirst">Whether it is the first of its row in the package.</param>
internal readonly record struct WonPacket(int Row, Amount Amount, bool IsFirst);
