using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Cases.Columns;

namespace Portal.Cases.Indicators;

internal sealed class CaseIndicatorConfiguration : IEntityTypeConfiguration<CaseIndicator>
{
    public void Configure(EntityTypeBuilder<CaseIndicator> builder)
    {
        builder.Property(item => item.Type).HasMaxLength(40);
        builder.Property(item => item.Value).HasMaxLength(IndicatorDraft.MaxValue);
        builder.Property(item => item.Context).HasMaxLength(IndicatorDraft.MaxContext);
        builder.Property(item => item.Findings).IsJson();
        builder.Property(item => item.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(item => item.Reason).HasMaxLength(2000);
        builder.Property(item => item.JudgedBy).HasMaxLength(100);
        builder.Property(item => item.Revision).IsConcurrencyToken();
        builder
            .HasIndex(item => new
            {
                item.CaseId,
                item.Type,
                item.Value,
            })
            .IsUnique();
    }
}
