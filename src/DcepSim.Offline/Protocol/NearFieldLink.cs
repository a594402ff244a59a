namespace DcepSim.Offline;

/// <summary>A near-field link between two devices that loses, repeats, reorders and changes packets by keyed chance.</summary>
/// <remarks>The n-th packet sent has the fate that the key's n-th block says. Not safe for use by several threads at once.</remarks>
/// <param name="faults">How often it does wrong.</param>
/// <param name="key">The chance of this link.</param>
public sealed class NearFieldLink(LinkFaults faults, RandomKey key)
{
    private const ulong Million = 1_000_000;

    private readonly LinkedList<LinkPacket> flying = [];
    private ulong count;

    /// <summary>How many packets were sent.</summary>
    public long SentCount => (long)count;

    /// <summary>Sends a packet; its fate is decided now.</summary>
    public void Send(LinkPacket packet)
    {
        var chance = key.Block(count++);
        if (Happens(chance.A, faults.LostPpm))
            return;
        if (Happens(chance.B >> 32, faults.ChangedPpm, bits: 32))
            packet = Change(packet, chance.D);
        if (Happens(chance.C, faults.ReorderedPpm) && flying.Last is { } last)
            flying.AddBefore(last, packet);
        else
            flying.AddLast(packet);
        if (Happens(chance.B & uint.MaxValue, faults.RepeatedPpm, bits: 32))
            flying.AddLast(packet);
    }

    /// <summary>The next packet to arrive.</summary>
    /// <returns><c>false</c> when none is in flight.</returns>
    public bool TryReceive(out LinkPacket packet)
    {
        packet = default;
        if (flying.First is not { } first)
            return false;
        packet = first.Value;
        flying.RemoveFirst();
        return true;
    }

    /// <summary>The devices part: what is in flight is lost.</summary>
    public void Cut() => flying.Clear();

    private static bool Happens(ulong word, int ppm, int bits = 64) =>
        (ulong)((UInt128)word * Million >> bits) < (ulong)Math.Max(ppm, 0);

    private static LinkPacket Change(LinkPacket packet, ulong chance)
    {
        var length = packet.Message.Length + packet.Certificate.Length;
        var at = (int)(chance % (ulong)length);
        var flip = (byte)(((chance >> 32) & byte.MaxValue) | 1);
        return at < packet.Message.Length
            ? packet with { Message = Flip(packet.Message, at, flip) }
            : packet with { Certificate = Flip(packet.Certificate, at - packet.Message.Length, flip) };
    }

    private static byte[] Flip(ReadOnlyMemory<byte> bytes, int at, byte flip)
    {
        var changed = bytes.ToArray();
        changed[at] ^= flip;
        return changed;
    }
}
