package peers;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;
import org.kie.internal.utils.KieHelper;

/**
 * The small decision in Drools: {@code Main RULES.drl PROBLEM VERDICTS ROUNDS VERSION}. The tables are facts of one session;
 * each transfer is inserted, decided and deleted.
 */
public final class Main {
	public record Country(String code, boolean embargoed, boolean groupB, Set<String> reasons) {
		public String getCode() { return code; }
		public boolean isEmbargoed() { return embargoed; }
		public boolean isGroupB() { return groupB; }
	}

	public record Item(String code, int limit, Set<String> reasons) {
		public String getCode() { return code; }
		public int getLimit() { return limit; }
		public boolean meets(Country country) { return reasons.stream().anyMatch(country.reasons()::contains); }
	}

	public record Product(String code) {
		public String getCode() { return code; }
	}

	public static final class Transfer {
		private final String to, item, product;
		private final int value;
		private final boolean footnote;
		private char verdict;

		Transfer(String[] cells) {
			to = cells[0];
			item = cells[1];
			value = Integer.parseInt(cells[2]);
			footnote = cells[3].equals("1");
			product = cells[4];
		}

		public String getTo() { return to; }
		public String getItem() { return item; }
		public int getValue() { return value; }
		public boolean isFootnote() { return footnote; }
		public String getProduct() { return product; }
		public int getVerdict() { return verdict; }
		public void setVerdict(char verdict) { this.verdict = verdict; }
	}

	private static List<String[]> rows(Path problem, String name) throws IOException {
		List<String[]> out = new ArrayList<>();
		for (String line : Files.readAllLines(problem.resolve(name)))
			out.add(line.split("\t", -1));
		return out;
	}

	private static Set<String> set(String list) {
		return list.isEmpty() ? Set.of() : Set.of(list.split(","));
	}

	private static KieSession open(Path rules, Path problem) throws IOException {
		KieSession session = new KieHelper().addContent(Files.readString(rules), ResourceType.DRL).build().newKieSession();
		for (String[] r : rows(problem, "countries.tsv"))
			session.insert(new Country(r[0], r[1].equals("1"), r[2].equals("1"), set(r[3])));
		for (String[] r : rows(problem, "items.tsv"))
			session.insert(new Item(r[0], Integer.parseInt(r[1]), set(r[2])));
		for (String[] r : rows(problem, "products.tsv"))
			session.insert(new Product(r[0]));
		session.fireAllRules();
		return session;
	}

	/** Nanoseconds of the process's processors, the compiler's and the collector's with it. */
	private static long processor() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
	}

	public static void main(String[] arguments) throws IOException {
		Path problem = Path.of(arguments[1]);
		long start = processor();
		KieSession session = open(Path.of(arguments[0]), problem);
		List<Transfer> transfers = new ArrayList<>();
		for (String[] r : rows(problem, "transfers.tsv"))
			transfers.add(new Transfer(r));
		double load = (processor() - start) / 1e9, best = Double.POSITIVE_INFINITY;
		for (int round = Integer.parseInt(arguments[3]); round > 0; round--) {
			for (Transfer t : transfers)
				t.setVerdict((char) 0);
			start = processor();
			for (Transfer t : transfers) {
				FactHandle handle = session.insert(t);
				session.fireAllRules();
				session.delete(handle);
			}
			best = Math.min(best, processor() - start);
		}
		StringBuilder found = new StringBuilder();
		for (Transfer t : transfers)
			found.append((char) t.getVerdict());
		System.out.printf("Drools\t%s\t%.4f\t%.2f\tone fact inserted, rules fired, fact deleted%n", arguments[4], load, best / transfers.size());
		Files.writeString(Path.of(arguments[2], "Drools"), found);
	}
}
