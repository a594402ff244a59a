namespace DcepSim.Simulation.Scenarios;

/// <summary>What kind of knowledge a value rests on.</summary>
public enum Mark
{
    /// <summary>Nobody has published it; a choice, named as one. The meaning of <c>default</c>.</summary>
    Assumed = 0,

    /// <summary>A retrieved source states it.</summary>
    Published = 1,

    /// <summary>Arithmetic on published figures.</summary>
    Derived = 2,

    /// <summary>Chosen so that the simulation meets published figures, by a stated method.</summary>
    Fitted = 3,
}
