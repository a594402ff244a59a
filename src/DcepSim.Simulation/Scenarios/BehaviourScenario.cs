namespace DcepSim.Simulation.Scenarios;

/// <summary>How winners claim and spend: the parameters of the behavioural model (see the room's ODD page).</summary>
/// <param name="Claim">Whether and when a winner claims.</param>
/// <param name="Occasions">When claimants shop.</param>
/// <param name="Basket">What one purchase costs.</param>
/// <param name="OwnMoney">How the part above the packet is paid.</param>
/// <param name="DoubleOfflineShare">The share of claimants who try payment between two devices without network (双离线), 0 to 1: they are
/// counted; their devices are not modelled here.</param>
public sealed record BehaviourScenario(ClaimScenario Claim, OccasionScenario Occasions, BasketScenario Basket, OwnMoneyScenario OwnMoney, double DoubleOfflineShare)
{
    /// <summary>The share of occasions near home where a scenario says nothing; no figure is published.</summary>
    public const double HomeDistrictShareAssumed = 0.8;

    /// <summary>The prior for extra spending; <c>null</c> where a scenario does not ask for it.</summary>
    public ExtraSpendingScenario? ExtraSpending { get; init; }

    /// <summary>How registrations spread over time; <c>null</c> where a scenario only says how many there are.</summary>
    public RegistrationScenario? Registration { get; init; }

    /// <summary>Purchases that are taken back.</summary>
    public RefundScenario Refunds { get; init; } = RefundScenario.None;

    /// <summary>The probability that an occasion in store falls in the person's home district, 0 to 1; else it falls anywhere by merchants.</summary>
    public double HomeDistrictShare { get; init; } = HomeDistrictShareAssumed;

    /// <summary>The probability that the holder of a packet goes to a merchant in its scope when the occasion would have been outside, 0 to 1.</summary>
    public double Steering { get; init; }
}
