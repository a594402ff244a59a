using System.Runtime.CompilerServices;

namespace DcepSim.Ledger;

/// <summary>What was ever debited and credited, by operator and kind of transfer.</summary>
internal sealed unsafe class Turnover : IDisposable
{
    /// <summary>The size of either side.</summary>
    public const int Bytes = Operators * Kinds * 16;

    private const int Kinds = 16;
    private const int Operators = 256;
    private readonly NativeArray<Sum> _memory = NativeArray<Sum>.Zeroed(2 * Operators * Kinds);
    private readonly NativeView<Sum> _debited;
    private readonly NativeView<Sum> _credited;

    public Turnover()
    {
        _debited = _memory.First;
        _credited = new(_debited.Pointer + (Operators * Kinds));
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

    /// <summary>As <see cref="Add(TransferKind, byte, byte, long)"/>, given the tags of both accounts.</summary>
    /// <param name="debited">The first of the debited, which those credited follow.</param>
    /// <param name="kind">The number of the kind of transfer.</param>
    /// <param name="debitTag">Of the account that pays.</param>
    /// <param name="creditTag">Of the account that receives.</param>
    /// <param name="fen">How much.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(void* debited, uint kind, uint debitTag, uint creditTag, long fen)
    {
        unchecked // an operator has as many bytes here as its place in a tag says: 16 sums of 16
        {
            var ofKind = (byte*)debited + (kind * (uint)sizeof(Sum));
            ((Sum*)(ofKind + (debitTag & AccountRecord.OperatorInTag)))->Add(fen);
            ((Sum*)(ofKind + (creditTag & AccountRecord.OperatorInTag) + Bytes))->Add(fen);
        }
    }

    public Int128 DebitedFen(int operatorNumber, TransferKind kind) => _debited[(operatorNumber * Kinds) + (int)kind].Value;

    public Int128 CreditedFen(int operatorNumber, TransferKind kind) => _credited[(operatorNumber * Kinds) + (int)kind].Value;

    public void Clear()
    {
        _memory.Clear();
    }

    public void Dispose()
    {
        _memory.Dispose();
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
