namespace DcepSim.Simulation.Scenarios;

/// <summary>What part a figure plays between the publications and the model. Only <see cref="HeldOut"/> ever tests the model.</summary>
public enum FigureRole
{
    /// <summary>Nothing published speaks to it; the meaning of <c>default</c>.</summary>
    Unconstrained = 0,

    /// <summary>Put in as it is.</summary>
    Input = 1,

    /// <summary>A parameter was chosen to meet it: agreement proves nothing.</summary>
    Fitted = 2,

    /// <summary>Follows by arithmetic from inputs and fitted figures.</summary>
    Derived = 3,

    /// <summary>Kept aside from fitting, so agreement is evidence.</summary>
    HeldOut = 4,
}
