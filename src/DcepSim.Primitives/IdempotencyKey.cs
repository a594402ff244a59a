namespace DcepSim;

/// <summary>
/// A requester's name for a request, 128 bits: the session that asks and the number it gives the request.
/// </summary>
/// <remarks>
/// <para>A session numbers its requests 1, 2, 3, … and repeats the number when it asks again. So the age of a key is decidable: a number
/// far below the newest one of its session is older than any window and is refused, never applied twice.</para>
/// <para><c>default</c> (session 0, counter 0) is no key and is refused by the ledger.</para>
/// </remarks>
/// <param name="Session">The session, 1 up to the ledger's stated capacity. Every requester has its own: two that share one would take each
/// other's answers.</param>
/// <param name="Counter">The request's number in its session, 1 and up.</param>
public readonly record struct IdempotencyKey(ulong Session, ulong Counter)
{
    /// <summary>The key of the next request of the same session.</summary>
    /// <exception cref="OverflowException">The counter is the largest 64-bit number.</exception>
    public IdempotencyKey Next() => new(Session, Counter + 1);
}
