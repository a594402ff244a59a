namespace DcepSim.Offline;

/// <summary>
/// Why a purse or the book said no. The list is closed and in order of precedence: of several faults the lowest-numbered one is answered.
/// </summary>
public enum OfflineRefusal : byte
{
    /// <summary>Not refused; the meaning of <c>default</c>.</summary>
    None = 0,

    // What the bytes say: a message on the link or in a log.

    /// <summary>A message has another length than the layout's.</summary>
    MessageLength = 1,

    /// <summary>A message does not begin with the mark of offline messages.</summary>
    MessageMark = 2,

    /// <summary>A message is of a version this reader does not know.</summary>
    MessageVersion = 3,

    /// <summary>A message is of no known kind, or of another kind than is expected here.</summary>
    MessageKind = 4,

    /// <summary>A field of a message is outside its range, or a reserved field is not zero.</summary>
    MessageField = 5,

    /// <summary>A message is not signed by the key its signer's certificate names.</summary>
    MessageSignature = 6,

    // What the bytes say: a certificate.

    /// <summary>A certificate has another length than the layout's.</summary>
    CertificateLength = 7,

    /// <summary>A certificate does not begin with the mark of certificates.</summary>
    CertificateMark = 8,

    /// <summary>A certificate is of a version this reader does not know.</summary>
    CertificateVersion = 9,

    /// <summary>A field of a certificate is outside its range, or a reserved field is not zero.</summary>
    CertificateField = 10,

    /// <summary>A certificate names an issuer this device has no certificate of.</summary>
    CertificateIssuer = 11,

    /// <summary>A certificate is not signed by its issuer.</summary>
    CertificateSignature = 12,

    /// <summary>A certificate is not valid yet, or no longer.</summary>
    CertificateExpired = 13,

    /// <summary>A certificate is of another purse than the message it came with, or of another serial number.</summary>
    CertificateForeign = 14,

    // What the bytes say: a counter file or a revocation list.

    /// <summary>A counter file has another length than the layout's.</summary>
    CounterFileLength = 15,

    /// <summary>A counter file does not begin with the mark of counter files.</summary>
    CounterFileMark = 16,

    /// <summary>A counter file is of a version this reader does not know.</summary>
    CounterFileVersion = 17,

    /// <summary>A field of a counter file is outside its range, or a reserved field is not zero.</summary>
    CounterFileField = 18,

    /// <summary>A counter file is not sealed by the purse that reads it.</summary>
    CounterFileSeal = 19,

    /// <summary>A counter file is older than the secure element's own counter: somebody tried to roll it back.</summary>
    CounterFileOlder = 20,

    /// <summary>A revocation list is malformed or not signed by the central bank.</summary>
    RevocationListSignature = 21,

    /// <summary>A revocation list is older than the one the device already has.</summary>
    RevocationListOlder = 22,

    // What the devices say.

    /// <summary>The purse is in contact with its operator and does nothing else meanwhile.</summary>
    PurseInContact = 23,

    /// <summary>The message names another purse than this one.</summary>
    WrongAddressee = 24,

    /// <summary>The other purse stands on the revocation list this device has.</summary>
    PurseRevoked = 25,

    /// <summary>No offer of this number is open here; if the payer was debited, the book decides (returned or delivered).</summary>
    OfferClosed = 26,

    /// <summary>The offer was made too long ago, or in the future.</summary>
    OfferExpired = 27,

    /// <summary>The payment names another payer or amount than the offer it answers.</summary>
    OfferMismatch = 28,

    /// <summary>Nothing is waiting for this confirmation or answer.</summary>
    NothingAwaited = 29,

    /// <summary>The amount is zero.</summary>
    AmountZero = 30,

    // What the limits say.

    /// <summary>Above the limit for one payment.</summary>
    PaymentLimit = 31,

    /// <summary>Above what may be spent until the next contact.</summary>
    SpentLimit = 32,

    /// <summary>More payments than are allowed until the next contact.</summary>
    PaymentsLimit = 33,

    /// <summary>Too long since the last contact.</summary>
    ContactLimit = 34,

    /// <summary>The purse holds less than the amount.</summary>
    InsufficientFunds = 35,

    /// <summary>The value would pass through more hands without contact than is allowed.</summary>
    HopsLimit = 36,

    /// <summary>Above what one payee takes from one payer certificate.</summary>
    PayeeCap = 37,

    /// <summary>The payee's purse would hold more than its tier's cap.</summary>
    PurseCap = 38,

    /// <summary>The device's log is full until the next contact.</summary>
    LogFull = 39,

    // What the book says.

    /// <summary>The book knows no such purse.</summary>
    PurseUnknown = 40,

    /// <summary>The payer's counter was used before for another message: the purse is cloned or rolled back.</summary>
    CounterRepeated = 41,

    /// <summary>The payee had declared this offer closed without payment.</summary>
    OfferContradiction = 42,

    /// <summary>The token breaks a rule its payee must enforce: the payee is broken or colludes.</summary>
    PayeeRuleBroken = 43,

    /// <summary>The deposit is above what the book can find in the purse.</summary>
    DepositUncovered = 44,

    /// <summary>The payee's terminal must ask the book first and cannot reach it.</summary>
    BookUnreachable = 45,
}
