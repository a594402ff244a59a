namespace DcepSim.Choices;

/// <summary>How a choice among designs came out.</summary>
public enum ChoiceVerdict
{
    /// <summary>One design wins wherever one looks.</summary>
    Winner,

    /// <summary>The runs allowed leave more than one design.</summary>
    RunsUsedUp,

    /// <summary>Another design is selected elsewhere in the prior.</summary>
    MovesWithinPrior,

    /// <summary>Another design is better by more than the zone in too many of an ensemble's sets.</summary>
    MovesWithinEnsemble,
}
