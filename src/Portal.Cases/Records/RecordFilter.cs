using Portal.Cases.Refusals;

namespace Portal.Cases.Records;

/// <summary>
/// One condition on a column, written <c>id.orig_h==10.1.5.42</c>. Operators: <c>== != &lt; &lt;= &gt; &gt;= ~</c>
/// (contains) and <c>!~</c>. An empty value with <c>==</c> finds what is unset; an address may be a network in CIDR form;
/// times are ISO 8601 with a zone.
/// </summary>
public sealed record RecordFilter(string Column, RecordOperator Operator, string Value)
{
    /// <summary>More than a person writes; keeps the SQL small.</summary>
    public const int MaxFilters = 20;

    /// <summary>Longer than any value that one searches for as a whole.</summary>
    public const int MaxValue = 1000;

    // Longer ones first, since they begin like shorter ones.
    private static readonly (string Sign, RecordOperator Operator)[] s_signs =
    [
        ("==", RecordOperator.Equal),
        ("!=", RecordOperator.NotEqual),
        ("<=", RecordOperator.LessOrEqual),
        (">=", RecordOperator.GreaterOrEqual),
        ("!~", RecordOperator.DoesNotContain),
        ("<", RecordOperator.Less),
        (">", RecordOperator.Greater),
        ("~", RecordOperator.Contains),
    ];

    /// <exception cref="RefusedException">There is no operator, or the value is too long.</exception>
    public static RecordFilter Parse(string text)
    {
        var found = s_signs
            .Select(sign => (sign, At: text.IndexOf(sign.Sign, StringComparison.Ordinal)))
            .Where(candidate => candidate.At > 0)
            .OrderBy(candidate => candidate.At)
            .ThenByDescending(candidate => candidate.sign.Sign.Length)
            .ToList();
        if (found.Count == 0)
        {
            throw RefusedException.Invalid(
                "filter",
                $"'{text}' has no operator; write for example id.orig_h==10.1.5.42."
            );
        }
        var (chosen, at) = found[0];
        var value = text[(at + chosen.Sign.Length)..].Trim();
        return value.Length <= MaxValue
            ? new RecordFilter(text[..at].Trim(), chosen.Operator, value)
            : throw RefusedException.Invalid("filter", $"A value has at most {MaxValue} characters.");
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Column + s_signs.First(sign => sign.Operator == Operator).Sign + Value;
}
