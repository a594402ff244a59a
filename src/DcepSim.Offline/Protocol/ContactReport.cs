namespace DcepSim.Offline;

/// <summary>What a purse tells its operator at a contact: its whole log since the last one, and which offers are over.</summary>
/// <remarks>Goes over an authenticated online channel, which is not modelled. May be sent again as it is: the book takes repeats without harm.</remarks>
/// <param name="Purse">The purse that reports.</param>
/// <param name="Number">The purse's own number of this contact, 1 and up.</param>
/// <param name="OffersDecided">Up to and including this offer number every payment is in this or an earlier report, or will never be taken.</param>
/// <param name="LoadsTaken">The number of the last load the purse has taken.</param>
/// <param name="Sent">Payments and deposits it has signed, oldest first.</param>
/// <param name="Received">Payments it has taken, oldest first.</param>
public sealed record ContactReport(
    PurseId Purse,
    long Number,
    long OffersDecided,
    long LoadsTaken,
    IReadOnlyList<SentToken> Sent,
    IReadOnlyList<SignedMessage> Received);
