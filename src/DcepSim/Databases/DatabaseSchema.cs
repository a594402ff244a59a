namespace DcepSim.Databases;

/// <summary>The tables of <c>results.sqlite</c>; the page beside this code says what each column is.</summary>
internal static class DatabaseSchema
{
    public const string Name = "dcepsim.database/1";

    public const string Tables = """
        CREATE TABLE about (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE metrics (metric TEXT NOT NULL PRIMARY KEY, unit TEXT NOT NULL, role TEXT NOT NULL, mean REAL, sd REAL, meanLow REAL, meanHigh REAL, runLow REAL, runHigh REAL, level REAL NOT NULL, published INTEGER) WITHOUT ROWID;
        CREATE TABLE runs (run INTEGER NOT NULL PRIMARY KEY, issuedFen INTEGER NOT NULL, refused INTEGER NOT NULL, auditBreaks INTEGER NOT NULL);
        CREATE TABLE runMetrics (run INTEGER NOT NULL, metric TEXT NOT NULL, value REAL, PRIMARY KEY (run, metric)) WITHOUT ROWID;
        CREATE TABLE operators (operator INTEGER NOT NULL PRIMARY KEY, id TEXT NOT NULL, nameEn TEXT NOT NULL, nameZh TEXT NOT NULL);
        CREATE TABLE merchants (merchant INTEGER NOT NULL PRIMARY KEY, channel TEXT NOT NULL, payments INTEGER NOT NULL, packetFen INTEGER NOT NULL, ownMoneyFen INTEGER NOT NULL, otherTenderFen INTEGER NOT NULL, district TEXT, category TEXT);
        CREATE TABLE flows (flow INTEGER NOT NULL PRIMARY KEY, channel TEXT NOT NULL, district TEXT, category TEXT, platform TEXT, merchants INTEGER NOT NULL, payments REAL NOT NULL, paymentsRunLow REAL, paymentsRunHigh REAL, packetFen REAL NOT NULL, packetFenRunLow REAL, packetFenRunHigh REAL, ownMoneyFen REAL NOT NULL, ownMoneyFenRunLow REAL, ownMoneyFenRunHigh REAL, otherTenderFen REAL NOT NULL, otherTenderFenRunLow REAL, otherTenderFenRunHigh REAL);
        CREATE TABLE hours (hour TEXT NOT NULL, channel TEXT NOT NULL, payments REAL NOT NULL, paymentsRunLow REAL, paymentsRunHigh REAL, redeemedFen REAL NOT NULL, redeemedFenRunLow REAL, redeemedFenRunHigh REAL, redeemedSoFarFen REAL NOT NULL, redeemedSoFarFenRunLow REAL, redeemedSoFarFenRunHigh REAL, PRIMARY KEY (hour, channel)) WITHOUT ROWID;
        CREATE TABLE wallets (run INTEGER NOT NULL, entrant INTEGER NOT NULL, operator INTEGER NOT NULL, claimedAt TEXT NOT NULL, faceFen INTEGER NOT NULL);
        CREATE TABLE payments (run INTEGER NOT NULL, sequence INTEGER NOT NULL, time TEXT NOT NULL, entrant INTEGER NOT NULL, operator INTEGER NOT NULL, merchant INTEGER NOT NULL, packetFen INTEGER NOT NULL, ownMoneyFen INTEGER NOT NULL, otherTenderFen INTEGER NOT NULL, packetLeftFen INTEGER NOT NULL);
        CREATE VIEW walletSpending AS
          SELECT w.run, w.entrant, w.operator, w.claimedAt, w.faceFen, w.packets, count(p.rowid) AS payments, coalesce(sum(p.packetFen), 0) AS packetFen,
            coalesce(sum(p.ownMoneyFen), 0) AS ownMoneyFen, coalesce(sum(p.otherTenderFen), 0) AS otherTenderFen, min(p.time) AS firstPaymentAt
          FROM (SELECT run, entrant, operator, min(claimedAt) AS claimedAt, sum(faceFen) AS faceFen, count(*) AS packets FROM wallets GROUP BY entrant, run) w
            LEFT JOIN payments p ON p.run = w.run AND p.entrant = w.entrant
          GROUP BY w.entrant, w.run;
        """;

    public const string Indices = """
        CREATE INDEX paymentsByEntrant ON payments (entrant, run);
        CREATE INDEX paymentsByMerchant ON payments (merchant);
        CREATE INDEX walletsByEntrant ON wallets (entrant, run);
        """;
}
