namespace DcepSim.Simulation.Scenarios;

/// <summary>How purses are used. Payments follow the campaign's hours of the day.</summary>
/// <param name="PaymentsPerDay">Mean payments a person wants to make a day.</param>
/// <param name="PersonToPersonShare">The share that goes to another person. 0 to 1.</param>
/// <param name="MedianYuan">The median payment; payments are lognormal.</param>
/// <param name="Sigma">Standard deviation of the logarithm.</param>
/// <param name="ContactsPerDay">Mean contacts of a holder a day, outside outages.</param>
/// <param name="MerchantContactsPerDay">Mean contacts of a merchant a day, outside outages.</param>
/// <param name="TornShare">The share of payments whose message is lost and not sent again. 0 to 1.</param>
/// <param name="UnconfirmedShare">The share of payments whose confirmation is lost. 0 to 1.</param>
/// <param name="RoundMinutes">The length of a round, in which a person pays at most once.</param>
public sealed record OfflineUseScenario(
    double PaymentsPerDay,
    double PersonToPersonShare,
    double MedianYuan,
    double Sigma,
    double ContactsPerDay,
    double MerchantContactsPerDay,
    double TornShare,
    double UnconfirmedShare,
    int RoundMinutes);
