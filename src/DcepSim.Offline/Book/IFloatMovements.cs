namespace DcepSim.Offline;

/// <summary>Told of everything that changes the float, as the book posts it: so that a ledger can keep the same float beside it.</summary>
/// <remarks>Called by the thread that uses the book, one call after another.</remarks>
public interface IFloatMovements
{
    /// <summary>A holder's money is loaded into a purse.</summary>
    /// <param name="purse">Which purse.</param>
    /// <param name="amount">How much; above zero.</param>
    void Load(PurseId purse, Amount amount);

    /// <summary>Value of a purse comes back to its holder: a valid, unique deposit, or the recovery of a lost purse.</summary>
    /// <param name="purse">Which purse.</param>
    /// <param name="amount">How much; above zero.</param>
    void Deposit(PurseId purse, Amount amount);

    /// <summary>A loss account makes good a duplicate that is honoured, or a shortfall.</summary>
    /// <param name="bearer">Whose loss account: an operator's or the central bank's.</param>
    /// <param name="amount">How much; above zero.</param>
    void WriteOff(OperatorId bearer, Amount amount);
}
