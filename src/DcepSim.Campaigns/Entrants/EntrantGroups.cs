using System.Collections.Immutable;
using System.Text;

namespace DcepSim.Campaigns;

/// <summary>Numbers the groups of an entrant list from 1, in the order they are met; 0 is no group.</summary>
internal sealed class EntrantGroups
{
    private readonly List<(byte[] Bytes, string Name)> met = [];
    private int last;

    public ImmutableArray<string> Names => [.. met.Select(group => group.Name)];

    public bool TryNumber(ReadOnlySpan<byte> name, out byte number)
    {
        number = 0;
        if (name.IsEmpty)
            return true;
        if (last >= met.Count || !name.SequenceEqual(met[last].Bytes))
            last = Find(name);
        if (last < 0)
        {
            last = 0;
            return false;
        }

        number = (byte)(last + 1);
        return true;
    }

    private int Find(ReadOnlySpan<byte> name)
    {
        for (var group = 0; group < met.Count; group++)
        {
            if (name.SequenceEqual(met[group].Bytes))
                return group;
        }

        if (met.Count == DrawTerms.GroupsMax)
            return -1;
        met.Add((name.ToArray(), Encoding.UTF8.GetString(name)));
        return met.Count - 1;
    }
}
