using System.Reflection;
using DcepSim.Ledger;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace DcepSim.LoadTests.Rivals;

/// <summary>The rules in PostgreSQL (<c>postgres.sql</c>): a batch is one call and one transaction, settled as a set or one after another.</summary>
public sealed class PostgresBook : IRivalBook
{
    private const long NoLimit = long.MaxValue;
    private static readonly DateTimeZone Shanghai = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    private readonly PostgresServer _server;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _settle;
    private readonly bool _asSet;
    private long _sequence;

    /// <param name="parent">Where the server's data is put; null for the temporary folder.</param>
    /// <param name="asSet">Whether a batch is settled by set-based statements, exact as well, or in a loop.</param>
    public PostgresBook(string? parent, bool asSet)
    {
        _asSet = asSet;
        _server = PostgresServer.Start(parent);
        _connection = new(_server.ConnectionString);
        _connection.Open();
        using var sql = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("postgres.sql")!);
        Run(sql.ReadToEnd());
        _settle = new($"SELECT * FROM {(asSet ? "settle_set" : "settle_each")}($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", _connection);
        foreach (var type in new[] { NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Bigint, NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Bigint })
            _settle.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | type });
        foreach (var type in new[] { NpgsqlDbType.Bigint, NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Bigint })
            _settle.Parameters.Add(new() { NpgsqlDbType = type });
    }

    public string Name => _asSet ? "PostgreSQL, set-based" : "PostgreSQL, loop in PL/pgSQL";

    public bool IsBalanced => Scalar("SELECT (SELECT sum(balance) FROM account)::bigint") == 0
        && Scalar("SELECT (SELECT sum(held_out) - sum(held_in) FROM account)::bigint") == 0
        && Scalar("SELECT (coalesce((SELECT sum(amount) FROM hold), 0) - (SELECT sum(held_out) FROM account))::bigint") == 0;

    public void Open(IEnumerable<AccountTerms> accounts)
    {
        using (var copy = _connection.BeginBinaryImport("COPY account FROM STDIN (FORMAT BINARY)"))
        {
            var id = 0;
            foreach (var terms in accounts)
            {
                copy.StartRow();
                copy.Write(++id, NpgsqlDbType.Integer);
                copy.Write((int)terms.Kind, NpgsqlDbType.Integer);
                for (var sum = 0; sum < 3; sum++)
                    copy.Write(0L, NpgsqlDbType.Bigint);
                copy.Write(0, NpgsqlDbType.Integer);
                copy.Write(0L, NpgsqlDbType.Bigint);
                copy.Write(0, NpgsqlDbType.Integer);
                copy.Write(0L, NpgsqlDbType.Bigint);
                foreach (var limit in new[] { terms.Limits.BalanceMax, terms.Limits.PerPaymentMax, terms.Limits.PerDayMax, terms.Limits.PerYearMax })
                    copy.Write(limit?.Fen ?? NoLimit, NpgsqlDbType.Bigint);
            }

            copy.Complete();
        }

        foreach (var rule in PostingRules.All)
        {
            foreach (var debit in rule.Debits)
            {
                foreach (var credit in rule.Credits)
                    Run(FormattableString.Invariant($"INSERT INTO posting_rule VALUES ({(int)rule.Kind}, {(int)debit}, {(int)credit})"));
            }
        }

        Run("VACUUM ANALYZE account; ANALYZE posting_rule");
    }

    public void Settle(ReadOnlySpan<Transfer> transfers, Span<Receipt> receipts, Instant time)
    {
        Bind(transfers.ToArray(), time);
        using var answers = _settle.ExecuteReader();
        for (var i = 0; i < transfers.Length; i++)
        {
            if (!answers.Read())
                throw new InvalidOperationException($"{i} answers to {transfers.Length} transfers.");
            var sequence = answers.GetInt64(0);
            _sequence = Math.Max(_sequence, sequence);
            receipts[i] = new(sequence, default, (SettlementStatus)answers.GetInt32(1), Amount.FromFen(answers.GetInt64(2)), Amount.FromFen(answers.GetInt64(3)));
        }
    }

    public long[] Balances()
    {
        using var command = new NpgsqlCommand("SELECT balance FROM account ORDER BY id", _connection);
        using var found = command.ExecuteReader();
        var balances = new List<long>();
        while (found.Read())
            balances.Add(found.GetInt64(0));
        return [.. balances];
    }

    public void Dispose()
    {
        _settle.Dispose();
        _connection.Dispose();
        _server.Dispose();
    }

    private void Bind(Transfer[] transfers, Instant time)
    {
        var date = time.InZone(Shanghai).Date;
        object[] values =
        [
            Array.ConvertAll(transfers, transfer => (long)transfer.Key.Session),
            Array.ConvertAll(transfers, transfer => (long)transfer.Key.Counter),
            Array.ConvertAll(transfers, transfer => transfer.Debit.Value),
            Array.ConvertAll(transfers, transfer => transfer.Credit.Value),
            Array.ConvertAll(transfers, transfer => transfer.Amount.Fen),
            Array.ConvertAll(transfers, transfer => (int)transfer.Kind),
            Array.ConvertAll(transfers, transfer => (int)transfer.Flags),
            Array.ConvertAll(transfers, transfer => transfer.Hold.Value),
            time.ToUnixTimeSeconds(),
            (date.Year * 1_000) + date.DayOfYear,
            date.Year,
            _sequence,
        ];
        for (var i = 0; i < values.Length; i++)
            _settle.Parameters[i].Value = values[i];
    }

    private long Scalar(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        return (long)command.ExecuteScalar()!;
    }

    private void Run(string sql)
    {
        foreach (var statement in sql.Contains("$$", StringComparison.Ordinal) ? [sql] : sql.Split(';'))
        {
            using var command = new NpgsqlCommand(statement, _connection);
            command.ExecuteNonQuery();
        }
    }
}
