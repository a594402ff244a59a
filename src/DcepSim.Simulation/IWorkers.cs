namespace DcepSim.Simulation;

/// <summary>Whoever carries out parts of one run at the same time: the room of runs has no threads of its own.</summary>
/// <remarks>Parts never touch what another part writes, so neither their order nor their number of threads can be seen in a result.</remarks>
public interface IWorkers
{
    /// <summary>How many parts can go on at once, 1 and up.</summary>
    int Count { get; }

    /// <summary>Carries out parts 0 to <paramref name="parts"/> − 1, in any order: part 0 on the caller's thread, the others on any; returns when all are
    /// done.</summary>
    /// <param name="parts">How many, 1 and up.</param>
    /// <param name="part">Carries out one, given its number.</param>
    void CarryOut(int parts, Action<int> part);
}
