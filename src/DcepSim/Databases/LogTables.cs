using DcepSim.Results;

namespace DcepSim.Databases;

/// <summary>Writes claims and payments into their tables.</summary>
internal sealed class LogTables : IDisposable
{
    private const int RowsAtOnce = 32;
    private const int PaymentColumns = 10;
    private const int ClaimColumns = 5;

    private readonly ShanghaiStamp _stamp = new();
    private readonly SqliteInsert _payments;
    private readonly SqliteInsert _payment;
    private readonly SqliteInsert _claims;
    private readonly SqliteInsert _claim;

    public LogTables(SqliteFile file)
    {
        _payments = file.Insert("payments", PaymentColumns, RowsAtOnce);
        _payment = file.Insert("payments", PaymentColumns, 1);
        _claims = file.Insert("wallets", ClaimColumns, RowsAtOnce);
        _claim = file.Insert("wallets", ClaimColumns, 1);
    }

    public void Write(in LogBlock block)
    {
        var rows = block.Rows.AsSpan(0, block.Count);
        var together = rows.Length - (rows.Length % RowsAtOnce);
        if (block.IsClaims)
        {
            WriteClaims(_claims, rows[..together]);
            WriteClaims(_claim, rows[together..]);
        }
        else
        {
            WritePayments(_payments, rows[..together]);
            WritePayments(_payment, rows[together..]);
        }
    }

    public void Dispose()
    {
        foreach (var insert in new[] { _payments, _payment, _claims, _claim })
            insert.Dispose();
    }

    private void WritePayments(SqliteInsert insert, ReadOnlySpan<LogRow> rows)
    {
        foreach (ref readonly var row in rows)
        {
            insert.Put(row.Run);
            insert.Put(row.Sequence);
            insert.Put(_stamp.Of(row.UnixMilliseconds));
            insert.Put(row.Entrant);
            insert.Put(row.Operator);
            insert.Put(row.Merchant);
            insert.Put(row.PacketFen);
            insert.Put(row.OwnMoneyFen);
            insert.Put(row.OtherTenderFen);
            insert.Put(row.PacketLeftFen);
            insert.EndRow();
        }
    }

    private void WriteClaims(SqliteInsert insert, ReadOnlySpan<LogRow> rows)
    {
        foreach (ref readonly var row in rows)
        {
            insert.Put(row.Run);
            insert.Put(row.Entrant);
            insert.Put(row.Operator);
            insert.Put(_stamp.Of(row.UnixMilliseconds));
            insert.Put(row.PacketFen);
            insert.EndRow();
        }
    }
}
