using System.Runtime.CompilerServices;
using DcepSim.Logs;

namespace DcepSim.Databases;

/// <summary>Writes payments and wallets, and their indices, as pages: SQLite would make each row by interpreting a program, and sort for each index.</summary>
internal sealed class LogTables : ILogTarget
{
    private const int PaymentColumns = 10;
    private const int WalletColumns = 5;
    private const int EntrantColumns = 3;
    private const int MerchantColumns = 2;

    private readonly ShanghaiStamp _stamp = new();
    private readonly SqliteRecord _payment = new(PaymentColumns);
    private readonly SqliteRecord _wallet = new(WalletColumns);
    private readonly IReadOnlyDictionary<string, uint> _roots;
    private readonly PageFile _file;
    private readonly TableTree _payments;
    private readonly TableTree _wallets;
    private readonly SortedRows _paymentsByEntrant;
    private readonly SortedRows _paymentsByMerchant;
    private readonly SortedRows _walletsByEntrant;

    /// <param name="path">A file with the schema and without rows, which nobody has open.</param>
    /// <param name="roots">Where each table and index begins.</param>
    public LogTables(string path, IReadOnlyDictionary<string, uint> roots)
    {
        _roots = roots;
        _file = new PageFile(path);
        _payments = new TableTree(_file, roots["payments"]);
        _wallets = new TableTree(_file, roots["wallets"]);
        _paymentsByEntrant = new SortedRows($"{path}.paymentsByEntrant");
        _paymentsByMerchant = new SortedRows($"{path}.paymentsByMerchant");
        _walletsByEntrant = new SortedRows($"{path}.walletsByEntrant");
    }

    public bool KeepsClaims => true;

    public void Write(LogBlock block)
    {
        if (block.IsClaims)
            WriteWallets(block.Rows);
        else
            WritePayments(block.Rows);
    }

    public void Complete()
    {
        _payments.Complete();
        _wallets.Complete();
        Parallel.Invoke(_paymentsByEntrant.Complete, _paymentsByMerchant.Complete, _walletsByEntrant.Complete);
        WriteIndex("paymentsByEntrant", _paymentsByEntrant, EntrantColumns);
        WriteIndex("paymentsByMerchant", _paymentsByMerchant, MerchantColumns);
        WriteIndex("walletsByEntrant", _walletsByEntrant, EntrantColumns);
        _file.Complete();
    }

    public void Dispose()
    {
        _file.Dispose();
        foreach (var rows in new[] { _paymentsByEntrant, _paymentsByMerchant, _walletsByEntrant })
            rows.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a short run is over before the compiler would come back to it
    private void WritePayments(ReadOnlySpan<LogRow> rows)
    {
        var record = _payment;
        foreach (ref readonly var row in rows)
        {
            record.Begin();
            record.Put(row.Run);
            record.Put(row.Sequence);
            record.Put(_stamp.Of(row.UnixMilliseconds));
            record.Put(row.Entrant);
            record.Put(row.Operator);
            record.Put(row.Merchant);
            record.Put(row.PacketFen);
            record.Put(row.OwnMoneyFen);
            record.Put(row.OtherTenderFen);
            record.Put(row.PacketLeftFen);
            _payments.Add(record.Bytes);
            _paymentsByEntrant.Add(row.Entrant, row.Run, _payments.Rows);
            _paymentsByMerchant.Add(row.Merchant, row.Run, _payments.Rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteWallets(ReadOnlySpan<LogRow> rows)
    {
        var record = _wallet;
        foreach (ref readonly var row in rows)
        {
            record.Begin();
            record.Put(row.Run);
            record.Put(row.Entrant);
            record.Put(row.Operator);
            record.Put(_stamp.Of(row.UnixMilliseconds));
            record.Put(row.PacketFen);
            _wallets.Add(record.Bytes);
            _walletsByEntrant.Add(row.Entrant, row.Run, _wallets.Rows);
        }
    }

    private void WriteIndex(string name, SortedRows rows, int columns)
    {
        var entries = new IndexEntries(new IndexTree(_file, _roots[name], rows.Count), columns);
        rows.ForEach(entries.Add);
        entries.Tree.Complete();
        rows.Dispose();
    }

    private sealed class IndexEntries(IndexTree tree, int columns)
    {
        private readonly SqliteRecord _record = new(columns);

        public IndexTree Tree => tree;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(KeyedRow row)
        {
            _record.Begin();
            _record.Put(row.Key);
            if (columns == EntrantColumns)
                _record.Put(row.Run);
            _record.Put(row.Row);
            tree.Add(_record.Bytes);
        }
    }
}
