using System.Runtime.InteropServices;

namespace DcepSim.Benchmarks;

/// <summary>The latest keys with their answers in a hash table, and a ring of them in order of arrival.</summary>
internal sealed class HandWrittenWindow(int length)
{
    private readonly Dictionary<IdempotencyKey, Receipt> _answers = new(length + 1);
    private readonly IdempotencyKey[] _ring = new IdempotencyKey[length];
    private long _sequence;

    /// <summary>Looks up each key, remembers those that are new, and forgets as many of the oldest.</summary>
    /// <returns>How many were repeats.</returns>
    public int Answer(ReadOnlySpan<Transfer> requests)
    {
        var repeats = 0;
        foreach (ref readonly var request in requests)
        {
            ref var answer = ref CollectionsMarshal.GetValueRefOrAddDefault(_answers, request.Key, out var isRepeat);
            if (isRepeat)
            {
                repeats++;
                continue;
            }

            answer = new(++_sequence, default, SettlementStatus.Accepted, default, default);
            ref var place = ref _ring[_sequence & (length - 1)];
            _answers.Remove(place);
            place = request.Key;
        }

        return repeats;
    }
}
