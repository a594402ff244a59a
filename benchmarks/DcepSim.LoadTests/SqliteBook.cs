using System.Globalization;
using DcepSim.Ledger;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace DcepSim.LoadTests;

/// <summary>
/// The same rules kept in SQLite: keys answered once, limits, balance caps, holds that are posted, voided or expire; each batch a transaction that
/// is on the disk before it is answered (write-ahead log, synchronous=FULL). No chains and no packets.
/// </summary>
internal sealed class SqliteBook : IDisposable
{
    private const long NoLimit = long.MaxValue;
    private static readonly DateTimeZone Shanghai = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _findKey;
    private readonly SqliteCommand _findAccount;
    private readonly SqliteCommand _moveAccount;
    private readonly SqliteCommand _addTransfer;
    private readonly SqliteCommand _findHold;
    private readonly SqliteCommand _addHold;
    private readonly SqliteCommand _endHold;
    private readonly SqliteCommand _findDue;
    private SqliteTransaction? _transaction;
    private long _sequence;
    private long _seconds;
    private int _day;
    private int _year;

    public SqliteBook(string file)
    {
        SQLitePCL.Batteries_V2.Init();
        _connection = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _connection.Open();
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-1000000; PRAGMA wal_autocheckpoint=10000;");
        Run("""
            CREATE TABLE account (id INTEGER PRIMARY KEY, kind INTEGER, balance INTEGER, held_out INTEGER, held_in INTEGER, day INTEGER, day_paid INTEGER, year INTEGER, year_paid INTEGER,
              balance_max INTEGER, payment_max INTEGER, day_max INTEGER, year_max INTEGER);
            CREATE TABLE transfer (session INTEGER, counter INTEGER, sequence INTEGER, time INTEGER, debit INTEGER, credit INTEGER, amount INTEGER, kind INTEGER, flags INTEGER, term INTEGER,
              status INTEGER, debit_balance INTEGER, credit_balance INTEGER, PRIMARY KEY (session, counter)) WITHOUT ROWID;
            CREATE TABLE hold (sequence INTEGER PRIMARY KEY, debit INTEGER, credit INTEGER, amount INTEGER, kind INTEGER, due INTEGER, day INTEGER, year INTEGER);
            CREATE INDEX hold_due ON hold (due);
            """);
        _findKey = Make("SELECT sequence, status, debit, credit, amount, kind, flags, term, debit_balance, credit_balance FROM transfer WHERE session = $0 AND counter = $1", 2);
        _findAccount = Make("SELECT kind, balance, held_out, held_in, day, day_paid, year, year_paid, balance_max, payment_max, day_max, year_max FROM account WHERE id = $0", 1);
        _moveAccount = Make("UPDATE account SET balance = $1, held_out = $2, held_in = $3, day = $4, day_paid = $5, year = $6, year_paid = $7 WHERE id = $0", 8);
        _addTransfer = Make("INSERT INTO transfer VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", 13);
        _findHold = Make("SELECT debit, credit, amount, kind, due, day, year FROM hold WHERE sequence = $0", 1);
        _addHold = Make("INSERT INTO hold VALUES ($0, $1, $2, $3, $4, $5, $6, $7)", 8);
        _endHold = Make("DELETE FROM hold WHERE sequence = $0", 1);
        _findDue = Make("SELECT sequence FROM hold WHERE due <= $0 ORDER BY due, sequence LIMIT 1024", 1);
    }

    public bool IsBalanced => Scalar("SELECT SUM(balance) FROM account") == 0
        && Scalar("SELECT SUM(held_out) - SUM(held_in) FROM account") == 0
        && Scalar("SELECT (SELECT TOTAL(amount) FROM hold) = (SELECT TOTAL(held_out) FROM account)") == 1;

    public void Open(IEnumerable<AccountTerms> accounts)
    {
        Begin();
        using var add = Make("INSERT INTO account VALUES ($0, $1, 0, 0, 0, 0, 0, 0, 0, $2, $3, $4, $5)", 6);
        add.Transaction = _transaction;
        var id = 0L;
        foreach (var terms in accounts)
        {
            var limits = terms.Limits;
            Set(add, [++id, (long)terms.Kind, limits.BalanceMax?.Fen ?? NoLimit, limits.PerPaymentMax?.Fen ?? NoLimit, limits.PerDayMax?.Fen ?? NoLimit, limits.PerYearMax?.Fen ?? NoLimit]);
            add.ExecuteNonQuery();
        }

        Commit();
    }

    /// <summary>One transaction: durable when it returns.</summary>
    public void Settle(ReadOnlySpan<Transfer> transfers, Span<Receipt> receipts, Instant time)
    {
        var date = time.InZone(Shanghai).Date;
        (_seconds, _day, _year) = (time.ToUnixTimeSeconds(), (date.Year * 1_000) + date.DayOfYear, date.Year);
        Begin();
        Expire();
        for (var i = 0; i < transfers.Length; i++)
            receipts[i] = Settle(transfers[i]);
        Commit();
    }

    public void Dispose()
    {
        foreach (var command in new[] { _findKey, _findAccount, _moveAccount, _addTransfer, _findHold, _addHold, _endHold, _findDue })
            command.Dispose();
        _connection.Dispose();
    }

    private Receipt Settle(in Transfer transfer)
    {
        var (session, counter) = ((long)transfer.Key.Session, (long)transfer.Key.Counter);
        Set(_findKey, [session, counter]);
        using (var found = _findKey.ExecuteReader())
        {
            if (found.Read())
                return Repeat(transfer, found);
        }

        var sequence = ++_sequence;
        var (debit, credit) = (Find(transfer.Debit), Find(transfer.Credit));
        var status = Decide(transfer, sequence, debit, credit);
        var isMoved = status == SettlementStatus.Accepted;
        var (debitBalance, creditBalance) = isMoved ? (Math.Max(0, debit!.Balance), Math.Max(0, credit!.Balance)) : (0, 0);
        if (isMoved)
        {
            Store(debit!);
            Store(credit!);
        }

        Set(_addTransfer, [session, counter, sequence, _seconds, transfer.Debit.Value, transfer.Credit.Value, transfer.Amount.Fen, (long)transfer.Kind, (long)transfer.Flags, transfer.Hold.Value, (long)status, debitBalance, creditBalance]);
        _addTransfer.ExecuteNonQuery();
        return new(sequence, default, status, Amount.FromFen(debitBalance), Amount.FromFen(creditBalance));
    }

    private static Receipt Repeat(in Transfer transfer, SqliteDataReader found)
    {
        var isSame = found.GetInt64(2) == transfer.Debit.Value && found.GetInt64(3) == transfer.Credit.Value && found.GetInt64(4) == transfer.Amount.Fen
            && found.GetInt64(5) == (long)transfer.Kind && found.GetInt64(6) == (long)transfer.Flags && found.GetInt64(7) == transfer.Hold.Value;
        return isSame
            ? new(found.GetInt64(0), default, (SettlementStatus)found.GetInt64(1), Amount.FromFen(found.GetInt64(8)), Amount.FromFen(found.GetInt64(9)))
            : new(0, default, SettlementStatus.KeyReused, default, default);
    }

    private SettlementStatus Decide(in Transfer transfer, long sequence, Row? debit, Row? credit)
    {
        if (transfer.Amount.IsZero)
            return SettlementStatus.AmountZero;
        if (transfer.Debit == transfer.Credit)
            return SettlementStatus.AccountsEqual;
        if (debit is null || credit is null)
            return debit is null ? SettlementStatus.DebitAccountMissing : SettlementStatus.CreditAccountMissing;
        if (!PostingRules.Allows(transfer.Kind, debit.Kind, credit.Kind))
            return SettlementStatus.PostingRuleMissing;
        if ((transfer.Flags & (TransferFlags.Post | TransferFlags.Void)) != 0)
            return EndHold(transfer, debit, credit);
        var (fen, isPayment) = (transfer.Amount.Fen, transfer.Kind is TransferKind.Payment or TransferKind.PersonToPerson);
        debit.Roll(_day, _year);
        if (isPayment && debit.LimitBrokenBy(fen) is var broken and not SettlementStatus.None)
            return broken;
        if (debit.Balance - debit.HeldOut - fen < (debit.Kind == AccountKind.Issue ? -Amount.MaxValue.Fen : 0))
            return SettlementStatus.InsufficientFunds;
        if (credit.Balance + credit.HeldIn > credit.BalanceMax - fen)
            return SettlementStatus.BalanceLimit;
        if (isPayment)
            debit.Count(fen);
        if (transfer.Flags == TransferFlags.Pending)
        {
            debit.HeldOut += fen;
            credit.HeldIn += fen;
            Set(_addHold, [sequence, transfer.Debit.Value, transfer.Credit.Value, fen, (long)transfer.Kind, _seconds + transfer.Hold.Value, _day, _year]);
            _addHold.ExecuteNonQuery();
        }
        else
        {
            debit.Balance -= fen;
            credit.Balance += fen;
        }

        return SettlementStatus.Accepted;
    }

    private SettlementStatus EndHold(in Transfer transfer, Row debit, Row credit)
    {
        Set(_findHold, [transfer.Hold.Value]);
        long held, day, year;
        using (var hold = _findHold.ExecuteReader())
        {
            if (!hold.Read() || hold.GetInt64(4) <= _seconds)
                return SettlementStatus.HoldMissing;
            held = hold.GetInt64(2);
            (day, year) = (hold.GetInt64(5), hold.GetInt64(6));
            if (hold.GetInt64(0) != transfer.Debit.Value || hold.GetInt64(1) != transfer.Credit.Value || hold.GetInt64(3) != (long)transfer.Kind)
                return SettlementStatus.HoldMismatch;
        }

        var isVoid = (transfer.Flags & TransferFlags.Void) != 0;
        if (transfer.Amount.Fen > held || (isVoid && transfer.Amount.Fen != held))
            return isVoid ? SettlementStatus.HoldMismatch : SettlementStatus.HoldExceeded;
        var posted = isVoid ? 0 : transfer.Amount.Fen;
        Release(transfer.Hold.Value, held, held - posted, day, year, transfer.Kind, debit, credit);
        debit.Balance -= posted;
        credit.Balance += posted;
        return SettlementStatus.Accepted;
    }

    private void Release(long sequence, long held, long unpaid, long day, long year, TransferKind kind, Row debit, Row credit)
    {
        debit.HeldOut -= held;
        credit.HeldIn -= held;
        if (kind is TransferKind.Payment or TransferKind.PersonToPerson)
            debit.GiveBack(unpaid, day, year);
        Set(_endHold, [sequence]);
        _endHold.ExecuteNonQuery();
    }

    private void Expire()
    {
        Set(_findDue, [_seconds]);
        var due = new List<long>();
        using (var found = _findDue.ExecuteReader())
        {
            while (found.Read())
                due.Add(found.GetInt64(0));
        }

        foreach (var sequence in due)
        {
            Set(_findHold, [sequence]);
            long debit, credit, held, kind, day, year;
            using (var hold = _findHold.ExecuteReader())
            {
                hold.Read();
                (debit, credit, held, kind, day, year) = (hold.GetInt64(0), hold.GetInt64(1), hold.GetInt64(2), hold.GetInt64(3), hold.GetInt64(5), hold.GetInt64(6));
            }

            var (from, to) = (Find(new((int)debit))!, Find(new((int)credit))!);
            Release(sequence, held, held, day, year, (TransferKind)kind, from, to);
            Store(from);
            Store(to);
        }
    }

    private Row? Find(AccountId account)
    {
        Set(_findAccount, [account.Value]);
        using var found = _findAccount.ExecuteReader();
        return found.Read() ? new Row(account.Value, found) : null;
    }

    private void Store(Row row)
    {
        Set(_moveAccount, [row.Id, row.Balance, row.HeldOut, row.HeldIn, row.Day, row.DayPaid, row.Year, row.YearPaid]);
        _moveAccount.ExecuteNonQuery();
    }

    private void Begin()
    {
        _transaction = _connection.BeginTransaction();
        foreach (var command in new[] { _findKey, _findAccount, _moveAccount, _addTransfer, _findHold, _addHold, _endHold, _findDue })
            command.Transaction = _transaction;
    }

    private void Commit()
    {
        _transaction!.Commit();
        _transaction.Dispose();
    }

    private long Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Make(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(string.Create(CultureInfo.InvariantCulture, $"${i}"), SqliteType.Integer);
        return command;
    }

    private static void Set(SqliteCommand command, ReadOnlySpan<long> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }

    private sealed class Row(long id, SqliteDataReader found)
    {
        public long Id => id;

        public AccountKind Kind { get; } = (AccountKind)found.GetInt64(0);

        public long Balance { get; set; } = found.GetInt64(1);

        public long HeldOut { get; set; } = found.GetInt64(2);

        public long HeldIn { get; set; } = found.GetInt64(3);

        public long Day { get; private set; } = found.GetInt64(4);

        public long DayPaid { get; private set; } = found.GetInt64(5);

        public long Year { get; private set; } = found.GetInt64(6);

        public long YearPaid { get; private set; } = found.GetInt64(7);

        public long BalanceMax { get; } = found.GetInt64(8);

        private long PaymentMax { get; } = found.GetInt64(9);

        private long DayMax { get; } = found.GetInt64(10);

        private long YearMax { get; } = found.GetInt64(11);

        public void Roll(int day, int year)
        {
            DayPaid = Day == day ? DayPaid : 0;
            YearPaid = Year == year ? YearPaid : 0;
            (Day, Year) = (day, year);
        }

        public SettlementStatus LimitBrokenBy(long fen) =>
            fen > PaymentMax ? SettlementStatus.PaymentLimit
            : fen > DayMax - DayPaid ? SettlementStatus.DayLimit
            : fen > YearMax - YearPaid ? SettlementStatus.YearLimit
            : SettlementStatus.None;

        public void Count(long fen)
        {
            DayPaid += fen;
            YearPaid += fen;
        }

        public void GiveBack(long fen, long day, long year)
        {
            DayPaid -= day == Day ? fen : 0;
            YearPaid -= year == Year ? fen : 0;
        }
    }
}
