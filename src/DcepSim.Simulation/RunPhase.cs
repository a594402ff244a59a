namespace DcepSim.Simulation;

/// <summary>The parts of a run, for timing.</summary>
public enum RunPhase
{
    /// <summary>Drawing the winners.</summary>
    Draw = 0,

    /// <summary>Drawing lives from tables and putting their events in order of time.</summary>
    Model = 1,

    /// <summary>Moving every fen through the ledger.</summary>
    Settlement = 2,

    /// <summary>Comparing the campaign's books with the ledger's.</summary>
    Audit = 3,
}
