using System.Collections.Frozen;

namespace Portal.Analysis.Indicators.Attack;

/// <summary>The techniques that findings may name, from <c>techniques.tsv</c> beside this file.</summary>
public static class AttackCatalogue
{
    private static readonly FrozenDictionary<string, AttackTechnique> s_techniques = Load();

    /// <summary>The technique, or one that carries only its id when the table does not know it.</summary>
    public static AttackTechnique Find(string id) =>
        s_techniques.GetValueOrDefault(id) ?? new AttackTechnique(id, id, []);

    private static FrozenDictionary<string, AttackTechnique> Load()
    {
        using var stream = typeof(AttackCatalogue).Assembly.GetManifestResourceStream(
            "Portal.Analysis.Attack.techniques.tsv"
        )!;
        using var reader = new StreamReader(stream);
        var techniques = new List<AttackTechnique>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is [var id, var name, var tactics])
            {
                techniques.Add(
                    new AttackTechnique(id, name, tactics.Split(',', StringSplitOptions.RemoveEmptyEntries))
                );
            }
        }
        return techniques.ToFrozenDictionary(technique => technique.Id);
    }
}
