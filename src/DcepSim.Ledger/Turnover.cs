using System.Runtime.CompilerServices;

namespace DcepSim.Ledger;

/// <summary>What was ever debited and credited, by operator and kind of transfer.</summary>
internal sealed unsafe class Turnover : IDisposable
{
    /// <summary>The size of either side.</summary>
    public const int Bytes = Operators * Kinds * 16;

    private const int Kinds = 16;
    private const int Operators = 256;
    private readonly NativeArray<Sum> _debited = NativeArray<Sum>.Zeroed(Operators * Kinds);
    private readonly NativeArray<Sum> _credited = NativeArray<Sum>.Zeroed(Operators * Kinds);

    public void* Debited => _debited.First;

    public void* Credited => _credited.First;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TransferKind kind, byte debitOperator, byte creditOperator, long fen)
    {
        _debited.First[(debitOperator * Kinds) + (int)kind].Add(fen);
        _credited.First[(creditOperator * Kinds) + (int)kind].Add(fen);
    }

    public Int128 DebitedFen(int operatorNumber, TransferKind kind) => _debited.First[(operatorNumber * Kinds) + (int)kind].Value;

    public Int128 CreditedFen(int operatorNumber, TransferKind kind) => _credited.First[(operatorNumber * Kinds) + (int)kind].Value;

    public void Dispose()
    {
        _debited.Dispose();
        _credited.Dispose();
    }

    /// <summary>128 bits: a turnover, unlike a balance, has no upper bound.</summary>
    private struct Sum
    {
        private ulong _low;
        private ulong _high;

        public readonly Int128 Value => new(_high, _low);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(long fen)
        {
            unchecked // the carry is taken along by hand
            {
                _low += (ulong)fen;
                _high += _low < (ulong)fen ? 1UL : 0UL;
            }
        }
    }
}
