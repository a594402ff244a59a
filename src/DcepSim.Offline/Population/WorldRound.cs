namespace DcepSim.Offline;

/// <summary>What happened in one round of an <see cref="OfflineWorld"/>.</summary>
/// <remarks><c>default</c> is a round in which nothing happened.</remarks>
public record struct WorldRound
{
    /// <summary>Payments that honest holders wanted to make.</summary>
    public int Wanted { get; set; }

    /// <summary>Of these, payments that the payee has.</summary>
    public int Paid { get; set; }

    /// <summary>Of these, payments that were torn: the value is under way.</summary>
    public int Torn { get; set; }

    /// <summary>Of these, payments that a limit or an empty purse refused.</summary>
    public int Refused { get; set; }

    /// <summary>Of these, payments that failed because the payer has no purse; in outages only.</summary>
    public int WithoutPurse { get; set; }

    /// <summary>What payees took from purses that are not broken, stolen ones included.</summary>
    public Amount PaidValue { get; set; }

    /// <summary>Payments that broken purses made and payees took.</summary>
    public int BrokenPaid { get; set; }

    /// <summary>What those were worth.</summary>
    public Amount BrokenValue { get; set; }

    /// <summary>What thieves spent from stolen purses.</summary>
    public Amount StolenValue { get; set; }

    /// <summary>Contacts at the end of the round.</summary>
    public int Contacts { get; set; }

    /// <summary>Tokens shown to the book: the settlement load of the round.</summary>
    public int Shown { get; set; }

    /// <summary>What was deposited.</summary>
    public Amount Deposited { get; set; }

    /// <summary>Payments that payees have taken and not shown to the book yet, at the end of the round.</summary>
    public int Backlog { get; set; }

    /// <summary>The float at the end of the round.</summary>
    public NetAmount Outstanding { get; set; }

    /// <summary>Broken purses found.</summary>
    public int Detected { get; set; }
}
