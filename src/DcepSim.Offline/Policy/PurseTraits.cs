namespace DcepSim.Offline;

/// <summary>What a device can do. The figures are assumptions: no measured figure of e-CNY hardware is published.</summary>
/// <remarks><c>default</c> is a device that can do nothing; use <see cref="Of"/>.</remarks>
/// <param name="HasClock">Whether it knows the time; otherwise it takes the time from the offer it answers, never going back.</param>
/// <param name="HasConnection">Whether it can reach its operator by itself; otherwise a terminal or a phone must do it.</param>
/// <param name="FieldPowered">Whether the other side's field is power enough to pay.</param>
/// <param name="LogMax">How many messages its log holds between two contacts.</param>
/// <param name="Cost">What its signatures take.</param>
public readonly record struct PurseTraits(bool HasClock, bool HasConnection, bool FieldPowered, int LogMax, SignatureCost Cost)
{
    /// <summary>The traits assumed for a form.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The form is not in the closed list.</exception>
    public static PurseTraits Of(PurseForm form) => form switch
    {
        PurseForm.Phone => new(true, true, true, 1000, new(20_000, 30_000)),
        PurseForm.IcCard => new(false, false, true, 50, new(80_000, 120_000)),
        PurseForm.SimCard => new(true, true, true, 200, new(40_000, 60_000)),
        PurseForm.Wearable => new(false, false, true, 50, new(80_000, 120_000)),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "A form is Phone, IcCard, SimCard or Wearable."),
    };
}
