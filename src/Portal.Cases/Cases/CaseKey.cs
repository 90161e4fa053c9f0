namespace Portal.Cases.Cases;

/// <summary>
/// The key under which the secrets of a case's evidence are hashed. It stands apart from the case so that nothing that loads
/// or exports a case has it in hand; it never leaves the database.
/// </summary>
internal sealed class CaseKey
{
    public int CaseId { get; set; }

    public required byte[] Key { get; set; }
}
