using DcepSim.Ledger;
using NodaTime;
using SQLitePCL;

namespace DcepSim.LoadTests.Rivals;

/// <summary>
/// The rules in SQLite: statements prepared once and called through its own interface, without a driver between; each batch a transaction that is on
/// the disk before it is answered (write-ahead log, synchronous=FULL).
/// </summary>
public sealed class SqliteBook : IRivalBook
{
    private const long NoLimit = long.MaxValue;
    private static readonly DateTimeZone Shanghai = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    private readonly sqlite3 _connection;
    private readonly SqliteStatement _findKey;
    private readonly SqliteStatement _findAccount;
    private readonly SqliteStatement _moveAccount;
    private readonly SqliteStatement _addTransfer;
    private readonly SqliteStatement _findHold;
    private readonly SqliteStatement _addHold;
    private readonly SqliteStatement _endHold;
    private readonly SqliteStatement _findDue;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private long _sequence;
    private long _seconds;
    private int _day;
    private int _year;

    public SqliteBook(string file)
    {
        Batteries_V2.Init();
        if (raw.sqlite3_open(file, out _connection) != raw.SQLITE_OK)
            throw new InvalidOperationException($"{file} cannot be opened.");
        Run("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-2000000; PRAGMA wal_autocheckpoint=20000; PRAGMA temp_store=MEMORY;");
        _begin = new(_connection, "BEGIN IMMEDIATE");
        _commit = new(_connection, "COMMIT");
        Run("""
            CREATE TABLE account (id INTEGER PRIMARY KEY, kind INTEGER, balance INTEGER, held_out INTEGER, held_in INTEGER, day INTEGER, day_paid INTEGER, year INTEGER, year_paid INTEGER,
              balance_max INTEGER, payment_max INTEGER, day_max INTEGER, year_max INTEGER);
            CREATE TABLE transfer (session INTEGER, counter INTEGER, sequence INTEGER, time INTEGER, debit INTEGER, credit INTEGER, amount INTEGER, kind INTEGER, flags INTEGER, term INTEGER,
              status INTEGER, debit_balance INTEGER, credit_balance INTEGER, PRIMARY KEY (session, counter)) WITHOUT ROWID;
            CREATE TABLE hold (sequence INTEGER PRIMARY KEY, debit INTEGER, credit INTEGER, amount INTEGER, kind INTEGER, due INTEGER, day INTEGER, year INTEGER);
            CREATE INDEX hold_due ON hold (due);
            """);
        _findKey = new(_connection, "SELECT sequence, status, debit, credit, amount, kind, flags, term, debit_balance, credit_balance FROM transfer WHERE session = ?1 AND counter = ?2");
        _findAccount = new(_connection, "SELECT kind, balance, held_out, held_in, day, day_paid, year, year_paid, balance_max, payment_max, day_max, year_max FROM account WHERE id = ?1");
        _moveAccount = new(_connection, "UPDATE account SET balance = ?2, held_out = ?3, held_in = ?4, day = ?5, day_paid = ?6, year = ?7, year_paid = ?8 WHERE id = ?1");
        _addTransfer = new(_connection, "INSERT INTO transfer VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
        _findHold = new(_connection, "SELECT debit, credit, amount, kind, due, day, year FROM hold WHERE sequence = ?1");
        _addHold = new(_connection, "INSERT INTO hold VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        _endHold = new(_connection, "DELETE FROM hold WHERE sequence = ?1");
        _findDue = new(_connection, "SELECT sequence FROM hold WHERE due <= ?1 ORDER BY due, sequence LIMIT 1024");
    }

    public string Name => "SQLite, prepared statements";

    public bool IsBalanced => Scalar("SELECT SUM(balance) FROM account") == 0
        && Scalar("SELECT SUM(held_out) - SUM(held_in) FROM account") == 0
        && Scalar("SELECT (SELECT TOTAL(amount) FROM hold) = (SELECT TOTAL(held_out) FROM account)") == 1;

    public void Open(IEnumerable<AccountTerms> accounts)
    {
        Begin();
        using var add = new SqliteStatement(_connection, "INSERT INTO account VALUES (?1, ?2, 0, 0, 0, 0, 0, 0, 0, ?3, ?4, ?5, ?6)");
        var id = 0L;
        foreach (var terms in accounts)
        {
            var limits = terms.Limits;
            add.With([++id, (long)terms.Kind, limits.BalanceMax?.Fen ?? NoLimit, limits.PerPaymentMax?.Fen ?? NoLimit, limits.PerDayMax?.Fen ?? NoLimit, limits.PerYearMax?.Fen ?? NoLimit]).Run();
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

    public long[] Balances()
    {
        using var statement = new SqliteStatement(_connection, "SELECT balance FROM account ORDER BY id");
        var balances = new List<long>();
        while (statement.Step())
            balances.Add(statement[0]);
        return [.. balances];
    }

    public void Dispose()
    {
        foreach (var command in new[] { _begin, _commit, _findKey, _findAccount, _moveAccount, _addTransfer, _findHold, _addHold, _endHold, _findDue })
            command.Dispose();
        _connection.Dispose();
    }

    private Receipt Settle(in Transfer transfer)
    {
        var (session, counter) = ((long)transfer.Key.Session, (long)transfer.Key.Counter);
        if (_findKey.With([session, counter]).Step())
            return Repeat(transfer, _findKey);

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

        _addTransfer.With([session, counter, sequence, _seconds, transfer.Debit.Value, transfer.Credit.Value, transfer.Amount.Fen, (long)transfer.Kind, (long)transfer.Flags, transfer.Hold.Value, (long)status, debitBalance, creditBalance]).Run();
        return new(sequence, default, status, Amount.FromFen(debitBalance), Amount.FromFen(creditBalance));
    }

    private static Receipt Repeat(in Transfer transfer, SqliteStatement found)
    {
        var isSame = found[2] == transfer.Debit.Value && found[3] == transfer.Credit.Value && found[4] == transfer.Amount.Fen
            && found[5] == (long)transfer.Kind && found[6] == (long)transfer.Flags && found[7] == transfer.Hold.Value;
        return isSame
            ? new(found[0], default, (SettlementStatus)found[1], Amount.FromFen(found[8]), Amount.FromFen(found[9]))
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
            _addHold.With([sequence, transfer.Debit.Value, transfer.Credit.Value, fen, (long)transfer.Kind, _seconds + transfer.Hold.Value, _day, _year]).Run();
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
        if (!_findHold.With([transfer.Hold.Value]).Step() || _findHold[4] <= _seconds)
            return SettlementStatus.HoldMissing;
        var (held, day, year) = (_findHold[2], _findHold[5], _findHold[6]);
        if (_findHold[0] != transfer.Debit.Value || _findHold[1] != transfer.Credit.Value || _findHold[3] != (long)transfer.Kind)
            return SettlementStatus.HoldMismatch;
        _findHold.End();

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
        _endHold.With([sequence]).Run();
    }

    private void Expire()
    {
        var due = new List<long>();
        _findDue.With([_seconds]);
        while (_findDue.Step())
            due.Add(_findDue[0]);

        foreach (var sequence in due)
        {
            _findHold.With([sequence]).Step();
            var (debit, credit, held, kind, day, year) = (_findHold[0], _findHold[1], _findHold[2], _findHold[3], _findHold[5], _findHold[6]);
            _findHold.End();
            var (from, to) = (Find(new((int)debit))!, Find(new((int)credit))!);
            Release(sequence, held, held, day, year, (TransferKind)kind, from, to);
            Store(from);
            Store(to);
        }
    }

    private Row? Find(AccountId account)
    {
        return _findAccount.With([account.Value]).Step() ? new Row(account.Value, _findAccount) : null;
    }

    private void Store(Row row)
    {
        _moveAccount.With([row.Id, row.Balance, row.HeldOut, row.HeldIn, row.Day, row.DayPaid, row.Year, row.YearPaid]).Run();
    }

    private void Begin() => _begin.With([]).Run();

    private void Commit() => _commit.With([]).Run();

    private long Scalar(string sql)
    {
        using var statement = new SqliteStatement(_connection, sql);
        statement.Step();
        return statement[0];
    }

    private void Run(string sql)
    {
        if (raw.sqlite3_exec(_connection, sql) != raw.SQLITE_OK)
            throw new InvalidOperationException($"{raw.sqlite3_errmsg(_connection).utf8_to_string()}: {sql}");
    }

    private sealed class Row(long id, SqliteStatement found)
    {
        public long Id => id;

        public AccountKind Kind { get; } = (AccountKind)found[0];

        public long Balance { get; set; } = found[1];

        public long HeldOut { get; set; } = found[2];

        public long HeldIn { get; set; } = found[3];

        public long Day { get; private set; } = found[4];

        public long DayPaid { get; private set; } = found[5];

        public long Year { get; private set; } = found[6];

        public long YearPaid { get; private set; } = found[7];

        public long BalanceMax { get; } = found[8];

        private long PaymentMax { get; } = found[9];

        private long DayMax { get; } = found[10];

        private long YearMax { get; } = found[11];

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
