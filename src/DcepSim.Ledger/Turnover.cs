using System.Runtime.CompilerServices;

namespace DcepSim.Ledger;

/// <summary>What was ever debited and credited, by operator and kind of transfer.</summary>
internal sealed unsafe class Turnover : IDisposable
{
    /// <summary>The size of either side.</summary>
    public const int Bytes = Operators * Kinds * 16;

    private const int Kinds = 16;
    private const int Operators = 256;
    private readonly NativeArray<Sum> _debitedMemory = NativeArray<Sum>.Zeroed(Operators * Kinds);
    private readonly NativeArray<Sum> _creditedMemory = NativeArray<Sum>.Zeroed(Operators * Kinds);
    private readonly NativeView<Sum> _debited;
    private readonly NativeView<Sum> _credited;

    public Turnover()
    {
        _debited = _debitedMemory.First;
        _credited = _creditedMemory.First;
    }

    public void* Debited => _debited.Pointer;

    public void* Credited => _credited.Pointer;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TransferKind kind, byte debitOperator, byte creditOperator, long fen)
    {
        unchecked // places in a table of 4,096
        {
            _debited[((uint)debitOperator * Kinds) + (uint)kind].Add(fen);
            _credited[((uint)creditOperator * Kinds) + (uint)kind].Add(fen);
        }
    }

    public Int128 DebitedFen(int operatorNumber, TransferKind kind) => _debited[(operatorNumber * Kinds) + (int)kind].Value;

    public Int128 CreditedFen(int operatorNumber, TransferKind kind) => _credited[(operatorNumber * Kinds) + (int)kind].Value;

    public void Clear()
    {
        _debitedMemory.Clear();
        _creditedMemory.Clear();
    }

    public void Dispose()
    {
        _debitedMemory.Dispose();
        _creditedMemory.Dispose();
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
                var low = _low + (ulong)fen;
                _low = low;
                if (low < (ulong)fen)
                    _high++;
            }
        }
    }
}
