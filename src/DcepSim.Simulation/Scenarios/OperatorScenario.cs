namespace DcepSim.Simulation.Scenarios;

/// <summary>An authorised operator (运营机构) in the campaign.</summary>
/// <param name="Id">Its short name, such as <c>ICBC</c>.</param>
/// <param name="Name">Its name in both languages.</param>
/// <param name="Share">Its weight among winners and merchants, 0 to 1; the shares of a scenario sum to 1.</param>
/// <param name="Vault">e-CNY it has bought from the central bank before the campaign. File field <c>vaultYuan</c>.</param>
public sealed record OperatorScenario(string Id, LocalizedText Name, double Share, Amount Vault);
