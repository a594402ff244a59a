namespace DcepSim.Testing.Ledgers;

public sealed partial class NaiveLedger
{
    private const int KeyBlockLength = 256;

    private readonly Dictionary<IdempotencyKey, (Transfer Request, Receipt Answer)> _remembered = [];
    private readonly Queue<IdempotencyKey?> _window = new();
    private readonly Dictionary<(ulong Session, ulong Block), int> _keyBlocks = [];
    private readonly Dictionary<ulong, ulong> _forgotten = [];

    /// <summary>Looks at the key, then at what the transfer says by itself; a chain's fault counts after that.</summary>
    private Line TakeIn(Transfer transfer, SettlementStatus? fault)
    {
        if (RefusalByKey(transfer) is { } refusal)
            return new(transfer) { Answer = new(0, _time, refusal.Status, default, default, refusal.Field) };
        if (_remembered.TryGetValue(transfer.Key, out var first))
            return new(transfer) { IsRepeat = true, Answer = first.Answer };
        Journal(transfer.Key);
        var answer = new Receipt(Sequence, _time, RefusalAlone(transfer) ?? fault ?? SettlementStatus.None, default, default);
        _remembered[transfer.Key] = (transfer, answer);
        return new(transfer) { IsNew = true, Answer = answer };
    }

    private (SettlementStatus Status, TransferField Field)? RefusalByKey(Transfer transfer)
    {
        var key = transfer.Key;
        if (key.Session == 0 || key.Counter == 0)
            return (SettlementStatus.KeyMissing, default);
        if (key.Session > (ulong)_options.SessionsMax)
            return (SettlementStatus.SessionLimit, default);
        if (_remembered.TryGetValue(key, out var first))
        {
            var field = FirstDifference(first.Request, transfer);
            return field == TransferField.None ? null : (SettlementStatus.KeyReused, field);
        }

        if (key.Counter <= _forgotten.GetValueOrDefault(key.Session))
            return (SettlementStatus.KeyTooOld, default);
        if (!_keyBlocks.ContainsKey(BlockOf(key)) && (_keyBlocks.Count == _options.KeyBlocksMax || (AreKeyBlocksScarce && HasUsedUpItsShare(key.Session))))
            return (SettlementStatus.KeyBlocksFull, default);
        return null;
    }

    /// <summary>Whether as many blocks are in use as a window of neighbouring keys would fill.</summary>
    private bool AreKeyBlocksScarce => _keyBlocks.Count >= _options.IdempotencyWindow / KeyBlockLength;

    /// <summary>Four blocks however few keys a session has in the window, and five for each 1,024 keys.</summary>
    private bool HasUsedUpItsShare(ulong session)
    {
        var blocks = _keyBlocks.Where(block => block.Key.Session == session).ToArray();
        return blocks.Length >= 4 + (blocks.Sum(block => block.Value) * 5 / 1_024);
    }

    private static TransferField FirstDifference(Transfer first, Transfer again) =>
        first.Debit != again.Debit ? TransferField.Debit
        : first.Credit != again.Credit ? TransferField.Credit
        : first.Amount != again.Amount ? TransferField.Amount
        : first.Kind != again.Kind ? TransferField.Kind
        : first.Flags != again.Flags ? TransferField.Flags
        : first.Hold != again.Hold ? TransferField.Hold
        : TransferField.None;

    /// <summary>Puts the next entry into the journal; the oldest of the window is forgotten.</summary>
    private void Journal(IdempotencyKey? key)
    {
        Sequence++;
        if (_window.Count == _options.IdempotencyWindow && _window.Dequeue() is { } oldest)
            Forget(oldest);
        _window.Enqueue(key);
        if (key is not null)
            _keyBlocks[BlockOf(key.Value)] = _keyBlocks.GetValueOrDefault(BlockOf(key.Value)) + 1;
    }

    private void Forget(IdempotencyKey key)
    {
        _remembered.Remove(key);
        _forgotten[key.Session] = Math.Max(key.Counter, _forgotten.GetValueOrDefault(key.Session));
        if (--_keyBlocks[BlockOf(key)] == 0)
            _keyBlocks.Remove(BlockOf(key));
    }

    private static (ulong Session, ulong Block) BlockOf(IdempotencyKey key) => (key.Session, key.Counter / KeyBlockLength);
}
