namespace DcepSim.Simulation;

/// <summary>
/// Memory for the accounts that the next stretch of time may open, taken from the system by whoever has nothing else to do: else each first touch of
/// a page keeps the till waiting until the system has cleared it.
/// </summary>
/// <remarks>Sized between the parts of a run by its one caller; pieces are then fetched side by side.</remarks>
internal sealed class AccountsAhead(Teller teller)
{
    private const int PieceLength = 1 << 15; // accounts: 2 MiB, a large page

    private long _first;
    private long _until;

    /// <summary>How many pieces there are to fetch so that so many more accounts can be opened.</summary>
    /// <param name="accounts">How many may be opened while the pieces are fetched and after it.</param>
    public int PiecesFor(int accounts)
    {
        _first = Math.Max(_until, teller.AccountCount);
        _until = Math.Clamp(teller.AccountCount + (long)accounts, _first, Math.Max(_first, teller.AccountsMax));
        return (int)((_until - _first + PieceLength - 1) / PieceLength);
    }

    /// <summary>Fetches a piece, from 0.</summary>
    public void Fetch(int piece)
    {
        var from = _first + ((long)piece * PieceLength);
        teller.FetchAccounts(from + 1, Math.Min(PieceLength, _until - from));
    }
}
